import { apply } from '@konduct/core/apply/apply';
import type { Result } from '@konduct/core/apply/result';
import { verify } from '@konduct/core/apply/verify';
import { UserError } from '@konduct/core/diagnostic/user-error';
import type { Documents } from '@konduct/core/graph/documents';
import { hasChanges } from '@konduct/core/plan/plan';
import { makeAdoptPlan, makeReleasePlan } from '@konduct/core/policy/handover';
import {
  makePlan,
  type ObservedPlan,
  observedPlan,
  type PlanInput,
  type Planned,
  type PlanSettings,
} from '@konduct/core/policy/policed-plan';
import type { Provider } from '@konduct/core/provider/provider';
import type { OrganizationReport } from '@konduct/core/run/reconciliation';
import type { ConfiguredOrganization } from '../configuration.ts';
import type { RunContext } from '../options.ts';
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
  provider: Provider,
  options: OrganizationOptions,
  runContext: RunContext,
): Promise<PlannedOrganization> {
  const { name } = organization;
  const { onProgress } = runContext;
  const settings = settingsFor(organization, documents, options);
  const make = makers[options.mode];
  const report = { organization: name, diagnostics: [] };
  try {
    const surveyed = await observedPlan({ ...settings, now: Date.now() }, provider, make);
    const plan = await withRemovals(surveyed, organization.source, runContext);
    const planned = { ...surveyed, plan };
    onProgress({ event: 'observed', organization: name, objects: planned.observation.size });
    onProgress({ event: 'planned', organization: name, changes: plan.changes.length });
    if (options.mode === 'plan') return { report: withFailure({ ...report, plan }), planned: surveyed };
    if (!hasChanges(plan.summary)) return { report: withFailure({ ...report, plan, results: [] }), planned: surveyed };
    return {
      report: withFailure({ ...report, plan }),
      planned: surveyed,
      apply: () => applyPlanned({ organization, settings, planned, provider, options, runContext, make }),
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
  provider: Provider,
  options: OrganizationOptions,
  runContext: RunContext,
): Promise<OrganizationReport> {
  const { report, apply: carryOut } = await planOrganization(organization, documents, provider, options, runContext);
  return carryOut ? carryOut() : report;
}

const makers = {
  plan: makePlan,
  apply: makePlan,
  destroy: makePlan,
  release: makeReleasePlan,
  adopt: makeAdoptPlan,
} as const;

interface Application {
  readonly organization: ConfiguredOrganization;
  readonly settings: PlanSettings;
  readonly planned: ObservedPlan;
  readonly provider: Provider;
  readonly options: OrganizationOptions;
  readonly runContext: RunContext;
  readonly make: (input: PlanInput) => Planned;
}

async function applyPlanned(application: Application): Promise<OrganizationReport> {
  const { organization, settings, planned, provider, options, runContext, make } = application;
  const { name, environmentOrder } = organization;
  const { onProgress, signal } = runContext;
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
