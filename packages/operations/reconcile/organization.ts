import { apply } from '@konduct/core/apply/apply';
import type { Result } from '@konduct/core/apply/result';
import { verify } from '@konduct/core/apply/verify';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { UserError } from '@konduct/core/diagnostic/user-error';
import type { Documents } from '@konduct/core/graph/documents';
import { hasChanges, type Plan } from '@konduct/core/plan/plan';
import { makeAdoptPlan, makeReleasePlan } from '@konduct/core/policy/handover';
import {
  makePlan,
  type ObservedPlan,
  observedPlan,
  type PlanInput,
  type Planned,
  type PlanSettings,
} from '@konduct/core/policy/policed-plan';
import type { OrganizationReport } from '@konduct/core/run/reconciliation';
import type { ConfiguredOrganization } from '../configuration.ts';
import type { RunContext } from '../options.ts';
import type { LeasedAccess, OrganizationAccess } from './access.ts';
import { withRemovals } from './removed-by.ts';
import { failureOf, reasonOf } from './run-report.ts';
import { type OrganizationOptions, settingsFor } from './settings.ts';

/** An organization with a plan that is carried out or only reported. */
export interface PlannedOrganization {
  /** The report if nothing is changed. */
  readonly report: OrganizationReport;
  /** Carries the plan out and checks that no change is left; undefined without changes. */
  readonly apply?: () => Promise<OrganizationReport>;
}

/**
 * Plans one organization. Errors that a person can mend are in the report; the promise rejects only for defects.
 *
 * @returns the plan, and a function that carries it out if the mode wants that and there are changes
 */
export async function planOrganization(
  organization: ConfiguredOrganization,
  documents: Documents,
  access: OrganizationAccess,
  options: OrganizationOptions,
  runContext: RunContext,
): Promise<PlannedOrganization> {
  const { name } = organization;
  const settings = settingsFor(organization, documents, options);
  const make = makers[options.mode];
  const planning = { organization, settings, access, options, runContext, make };
  const report = { organization: name, diagnostics: [] };
  try {
    const planned = await observeAndPlan(planning);
    const { plan } = planned;
    if (options.mode === 'plan') return { report: withFailure({ ...report, plan }) };
    if (!hasChanges(plan.summary)) return { report: withFailure({ ...report, plan, results: [] }) };
    return {
      report: withFailure({ ...report, plan }),
      apply: () => applyPlanned(planning, planned),
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { report: { ...report, diagnostics: error.diagnostics, failureReason: reasonOf(error.diagnostics) } };
  }
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
} as const;

/** What a plan of an organization is made with. */
interface Planning {
  readonly organization: ConfiguredOrganization;
  readonly settings: PlanSettings;
  readonly access: OrganizationAccess;
  readonly options: OrganizationOptions;
  readonly runContext: RunContext;
  readonly make: (input: PlanInput) => Planned;
}

async function observeAndPlan({ organization, settings, access, runContext, make }: Planning): Promise<ObservedPlan> {
  const { name, source } = organization;
  const surveyed = await observedPlan({ ...settings, now: Date.now() }, access.provider, make);
  const plan = await withRemovals(surveyed, source, runContext);
  runContext.onProgress({ event: 'observed', organization: name, objects: surveyed.observation.size });
  runContext.onProgress({ event: 'planned', organization: name, changes: plan.changes.length });
  return { ...surveyed, plan };
}

/**
 * Carries a plan out under the lease of the organization. Konnect may have changed since the plan was made, so it is
 * planned again once the lease is held.
 */
async function applyPlanned(planning: Planning, planned: ObservedPlan): Promise<OrganizationReport> {
  const { access, organization, runContext } = planning;
  const { provider } = access;
  const report = { organization: organization.name, diagnostics: [], plan: planned.plan };
  if (!access.lease) return carryOut(planning, planned, { provider, signal: runContext.signal });
  const lease = await access.lease().catch(refused);
  if ('refused' in lease) return { ...report, diagnostics: [lease.refused], failureReason: 'locked' };
  if ('failed' in lease) return { ...report, diagnostics: lease.failed, failureReason: reasonOf(lease.failed) };
  let done: OrganizationReport | undefined;
  try {
    const again = await observeAndPlan(planning);
    done =
      runContext.approve && !isSamePlan(planned.plan, again.plan)
        ? { ...report, diagnostics: [staleApproval()], failureReason: 'plan-stale' }
        : await carryOut(planning, again, lease);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    done = { ...report, diagnostics: error.diagnostics, failureReason: reasonOf(error.diagnostics) };
  } finally {
    const left = await lease.release();
    if (done) done = { ...done, diagnostics: [...done.diagnostics, ...lease.warnings, ...(left ? [left] : [])] };
  }
  return done;
}

function refused(error: unknown): { readonly failed: readonly Diagnostic[] } {
  if (!(error instanceof UserError)) throw error;
  return { failed: error.diagnostics };
}

/** Whether two plans do the same for people who read them. */
function isSamePlan(one: Plan, other: Plan): boolean {
  const shown = ({ changes, orphans }: Plan) => JSON.stringify([changes, orphans]);
  return shown(one) === shown(other);
}

function staleApproval(): Diagnostic {
  return finding(
    'plan-stale',
    'Konnect was changed after the plan was shown, so that nothing was carried out',
    undefined,
    {
      cause: 'The approval was for another plan than the one that would be made now.',
      fix: 'Run again, and look at the new plan.',
    },
  );
}

async function carryOut(
  { organization, settings, options, runContext, make }: Planning,
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
  if (signal.aborted) return withFailure({ ...report, results });
  onProgress({ event: 'verifying', organization: name });
  try {
    const { verification, waiting } = await verify(settings, provider, { plan, results }, patience, signal, make);
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
