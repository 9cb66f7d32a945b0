import { apply } from '@konduct/core/apply/apply';
import type { Result } from '@konduct/core/apply/result';
import { verify } from '@konduct/core/apply/verify';
import { type Diagnostic, hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { UserError } from '@konduct/core/diagnostic/user-error';
import type { Documents } from '@konduct/core/graph/documents';
import { hasChanges, type Plan } from '@konduct/core/plan/plan';
import { meaningDigest } from '@konduct/core/plan-file/meaning-digest';
import { unreviewed } from '@konduct/core/plan-file/review';
import { makeAdoptPlan, makeReleasePlan } from '@konduct/core/policy/handover';
import {
  makePlan,
  type ObservedPlan,
  observedPlan,
  type PlanInput,
  type Planned,
  type PlanSettings,
} from '@konduct/core/policy/policed-plan';
import type { Calls } from '@konduct/core/run/calls';
import type { OrganizationReport } from '@konduct/core/run/reconciliation';
import { forecastApply } from '@konduct/konnect/forecast/forecast';
import type { ConfiguredOrganization } from '../configuration.ts';
import type { RunContext } from '../options.ts';
import type { LeasedAccess, OrganizationAccess } from './access.ts';
import { driftOptions, planDrift, type RunSteps } from './drift.ts';
import { withRemovals } from './removed-by.ts';
import { failureOf, reasonOf } from './run-report.ts';
import { type OrganizationOptions, settingsFor } from './settings.ts';

/** An organization with a plan that is carried out or only reported. */
export interface PlannedOrganization {
  /** The report if nothing is changed. */
  readonly report: OrganizationReport;
  /**
   * The plan with its observation, if there is one, and without what git says about it: the same files and the same
   * Konnect give the same plan.
   */
  readonly planned?: ObservedPlan;
  /**
   * Carries the plan out and checks that no change is left; undefined without changes.
   *
   * @param isStale judges the plan that is made once more before the first write; without it, that plan is carried out
   */
  readonly apply?: (isStale?: IsStale) => Promise<OrganizationReport>;
}

/** Says why a plan must not be carried out in the place of the one that was approved. It gets what `planned` has. */
export type IsStale = (planned: ObservedPlan) => Diagnostic | undefined;

/**
 * Plans one organization. Errors that a person can mend are in the report; the promise rejects only for defects.
 *
 * @returns the plan, and a function that carries it out if the mode wants that and there are changes
 */
export async function planOrganization(
  organization: ConfiguredOrganization,
  documents: Documents,
  access: OrganizationAccess,
  given: OrganizationOptions,
  runContext: RunContext,
): Promise<PlannedOrganization> {
  const { name } = organization;
  const options = given.mode === 'drift' ? driftOptions(given) : given;
  const settings = settingsFor(organization, documents, options);
  const make = makers[options.mode];
  const planning = { organization, settings, access, options, runContext, make };
  const report = { organization: name, diagnostics: [] };
  try {
    if (options.mode === 'drift') return await planDrift(planning, options.past, driftSteps);
    const planned = await observeAndPlan(planning);
    const plan = await planToShow(planning, planned);
    const calls = await announcedCalls(planning, planned);
    const announced = { ...report, ...(calls ? { calls } : {}) };
    if (options.mode === 'plan') {
      access.onSeen?.(planned);
      return { report: withFailure({ ...announced, plan }), planned };
    }
    if (!hasChanges(plan.summary)) {
      access.onSeen?.(planned);
      await access.sweep?.();
      return { report: withFailure(withSent({ ...announced, plan, results: [] }, access)), planned };
    }
    const findings = await reviewFindings(planning, planned);
    if (hasErrors(findings)) return { report: { ...announced, plan, ...notReviewed(findings) }, planned };
    return {
      report: withFailure({ ...announced, plan, diagnostics: findings }),
      planned,
      apply: async (isStale) => {
        const applied = await applyPlanned(planning, { ...planned, plan }, findings, isStale);
        return withSent({ ...applied, ...(calls ? { calls } : {}) }, access);
      },
    };
  } catch (error) {
    return { report: { ...report, ...endedBy(error) } };
  }
}

/** The report of an apply with the calls that it sent. */
function withSent(report: OrganizationReport, { meter }: OrganizationAccess): OrganizationReport {
  return report.calls && meter ? { ...report, calls: { ...report.calls, sent: meter.tally } } : report;
}

/** Plans one organization, and carries the plan out if the mode wants that. */
export async function reconcileOrganization(
  organization: ConfiguredOrganization,
  documents: Documents,
  access: OrganizationAccess,
  options: OrganizationOptions,
  runContext: RunContext,
): Promise<OrganizationReport> {
  const { report, apply: carryOut } = await planOrganization(organization, documents, access, options, runContext);
  return carryOut ? carryOut() : report;
}

const makers = {
  plan: makePlan,
  apply: makePlan,
  destroy: makePlan,
  release: makeReleasePlan,
  adopt: makeAdoptPlan,
  drift: makePlan,
} as const;

/** What a plan of an organization is made with. */
export interface Planning {
  readonly organization: ConfiguredOrganization;
  readonly settings: PlanSettings;
  readonly access: OrganizationAccess;
  readonly options: OrganizationOptions;
  readonly runContext: RunContext;
  readonly make: (input: PlanInput) => Planned;
}

async function observeAndPlan({ organization, runContext, ...planning }: Planning): Promise<ObservedPlan> {
  const { name } = organization;
  const planned = await observed(planning);
  runContext.onProgress({ event: 'observed', organization: name, objects: planned.observation.size });
  runContext.onProgress({ event: 'planned', organization: name, changes: planned.plan.changes.length });
  return planned;
}

function observed({ settings, access, make }: Pick<Planning, 'settings' | 'access' | 'make'>): Promise<ObservedPlan> {
  return observedPlan({ ...settings, now: Date.now() }, access.provider, make);
}

/** The calls that a plan took, and those that its apply takes. Undefined where nothing goes over a network. */
async function announcedCalls(planning: Planning, planned: ObservedPlan): Promise<Calls | undefined> {
  const { access, settings, options, organization, make } = planning;
  const { meter } = access;
  if (!meter) return undefined;
  const lease = access.lease !== undefined;
  const { concurrency } = options;
  const { environmentOrder } = organization;
  const { reads, writes } = meter.tally;
  const { latency } = meter;
  // A run that has nothing to change looks whether a dead one has left its lease.
  const apply = hasChanges(planned.plan.summary)
    ? await forecastApply({ settings, planned, make, concurrency, lease, environmentOrder })
    : { reads: lease ? 1 : 0, writes: 0, rounds: lease ? 1 : 0 };
  return {
    planned: { reads, writes },
    expected: { reads: reads + apply.reads, writes: writes + apply.writes },
    ...(latency === undefined ? {} : { time: { latency, apply: apply.rounds * latency } }),
  };
}

/** The findings about what nobody reviewed in the plan of an apply. Errors refuse it. */
async function reviewFindings({ options, runContext }: Planning, { plan }: ObservedPlan): Promise<Diagnostic[]> {
  const { mode, reviewed = 'off' } = options;
  const { reviewer } = runContext;
  if (mode !== 'apply' || reviewed === 'off' || !reviewer) return [];
  return unreviewed(plan, reviewer, reviewed === 'required' ? 'error' : 'warning');
}

function notReviewed(findings: readonly Diagnostic[]): Pick<OrganizationReport, 'diagnostics' | 'failureReason'> {
  return { diagnostics: findings, failureReason: 'plan-unreviewed' };
}

/** A plan with the commits of git that removed what it deletes. */
function planToShow({ organization, runContext }: Planning, planned: ObservedPlan): Promise<Plan> {
  return withRemovals(planned, organization.source, runContext);
}

/**
 * Carries a plan out under the lease of the organization. Konnect may have changed since the plan was made, so it is
 * planned again once the lease is held.
 *
 * @param findings about what was not reviewed in the plan
 */
async function applyPlanned(
  planning: Planning,
  planned: ObservedPlan,
  findings: readonly Diagnostic[],
  isStale: IsStale = () => undefined,
): Promise<OrganizationReport> {
  const { access, organization, runContext } = planning;
  const { provider } = access;
  const report = { organization: organization.name, diagnostics: [], plan: planned.plan };
  if (!access.lease)
    return withFindings(await carryOut(planning, planned, { provider, signal: runContext.signal }), findings);
  const lease = await access.lease().catch(endedBy);
  if ('diagnostics' in lease) return { ...report, ...lease };
  if ('refused' in lease) {
    const diagnostics = [lease.refused];
    return { ...report, diagnostics, failureReason: runContext.signal.aborted ? reasonOf(diagnostics) : 'locked' };
  }
  let left: Diagnostic | undefined;
  let done: OrganizationReport;
  try {
    runContext.onProgress({ event: 'leased', organization: organization.name });
    const again = await observed(planning);
    const problem = isStale(again);
    const isSame = meaningDigest(again.plan) === meaningDigest(planned.plan);
    const found = problem || isSame ? findings : await reviewFindings(planning, again);
    if (problem) done = { ...report, diagnostics: [problem], failureReason: 'plan-stale' };
    else if (hasErrors(found)) done = { ...report, plan: again.plan, ...notReviewed(found) };
    else {
      const plan = await planToShow(planning, again);
      done = withFindings(await carryOut(planning, { ...again, plan }, lease), found);
    }
  } catch (error) {
    done = { ...report, ...endedBy(error) };
  } finally {
    left = await lease.release();
  }
  return withLeaseFindings(done, [lease.problem(), ...lease.warnings, left]);
}

/** A report with what there is to tell about the lease. A finding that a failed change has told is not repeated. */
function withLeaseFindings(
  report: OrganizationReport,
  findings: readonly (Diagnostic | undefined)[],
): OrganizationReport {
  const told = new Set(report.results?.map(({ diagnostic }) => diagnostic?.code));
  const added = findings.filter((one) => one !== undefined).filter(({ code }) => !told.has(code));
  return { ...report, diagnostics: [...report.diagnostics, ...added] };
}

function withFindings(report: OrganizationReport, findings: readonly Diagnostic[]): OrganizationReport {
  return { ...report, diagnostics: [...findings, ...report.diagnostics] };
}

/** How an error that a person can mend ends an organization's part of a run. @throws every other error */
function endedBy(error: unknown): Pick<OrganizationReport, 'diagnostics' | 'failureReason'> {
  if (!(error instanceof UserError)) throw error;
  return { diagnostics: error.diagnostics, failureReason: reasonOf(error.diagnostics) };
}

async function carryOut(
  { organization, settings, access, options, runContext, make }: Planning,
  planned: ObservedPlan,
  { provider, signal }: Pick<LeasedAccess, 'provider' | 'signal'>,
): Promise<OrganizationReport> {
  const { name, environmentOrder } = organization;
  const { onProgress } = runContext;
  const { concurrency, patience } = options;
  const { plan } = planned;
  const report = { organization: name, diagnostics: [], plan };
  const { graph } = settings;
  const results = await apply({ graph, planned, provider, concurrency, signal, onProgress, environmentOrder });
  // What was applied is not verified, so that the run has not ended well.
  if (signal.aborted) return { failureReason: 'partly-applied', ...withFailure({ ...report, results }) };
  onProgress({ event: 'verifying', organization: name });
  try {
    const verified = await verify(settings, provider, { plan, results }, patience, signal, make);
    const { verification, waiting } = verified;
    access.onSeen?.(verified.seen);
    return withFailure({ ...report, results: results.map((result) => stillWaiting(result, waiting)), verification });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // If the plan after an apply fails, the results of the apply are still reported.
    const failureReason = failureOf({ plan, results }) ?? 'verification-failed';
    return { ...report, results, diagnostics: error.diagnostics, failureReason };
  }
}

/** The result of a waiting resource with the reason after the apply, which may have created what it waited for. */
function stillWaiting(result: Result, waiting: ReadonlyMap<string, string>): Result {
  const reason = result.outcome === 'waiting' ? waiting.get(result.address) : undefined;
  return reason === undefined ? result : { ...result, reason };
}

function withFailure(report: OrganizationReport): OrganizationReport {
  const failureReason = failureOf(report);
  return failureReason === undefined ? report : { ...report, failureReason };
}

const driftSteps: RunSteps = {
  observe: observeAndPlan,
  toShow: planToShow,
  // What drift mends was reviewed before: it makes Konnect as git said all along.
  carryOut: (planning, planned, isStale) => applyPlanned(planning, planned, [], isStale),
  withFailure,
};
