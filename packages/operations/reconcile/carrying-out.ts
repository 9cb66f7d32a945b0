import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import type { Plan } from '@konduct/core/plan/plan';
import type { ObservedPlan } from '@konduct/core/policy/policed-plan';
import type { OrganizationReport, RunReport } from '@konduct/core/run/reconciliation';
import type { RetryPolicy } from '@konduct/konnect/retry';
import type { Configuration } from '../configuration.ts';
import type { KnownSecrets } from '../known-secrets.ts';
import type { ReconcileOptions, RunContext } from '../options.ts';
import { boundPlans, notBound, notReviewed } from './bound-plans.ts';
import type { OpenedOrganization } from './opened-organization.ts';
import type { IsStale, PlannedOrganization } from './planning.ts';
import { makeReport, refusedReport } from './run-report.ts';
import { type PlanFileUse, planFileFor, savePlanFile, staleness } from './saved-plan.ts';

/** What a run has before its first plan. */
export interface Run {
  readonly options: ReconcileOptions;
  readonly runContext: RunContext;
  readonly configuration: Configuration;
  readonly opened: readonly OpenedOrganization[];
  readonly secrets: KnownSecrets;
  readonly retry: RetryPolicy;
}

/** Carries the plans out, as far as the mode and the person want that. */
export async function reportOf(run: Run, work: readonly Promise<PlannedOrganization>[]): Promise<RunReport> {
  const { configuration, options } = run;
  const { mode } = options;
  const { approve } = run.runContext;
  const reports =
    approve && mode !== 'plan'
      ? approved(run, await all(work), approve)
      : work.map(async (planned) => carriedOut(await planned));
  const settled = await all(await reports);
  return makeReport(mode, configuration, settled, options.detailedExitCode);
}

/** Writes the plans to a file, or carries out those that a file has. Whoever applies a file has approved it. */
export async function withPlanFile(
  run: Run,
  use: Exclude<PlanFileUse, { type: 'refused' }>,
  planned: readonly PlannedOrganization[],
): Promise<RunReport> {
  const { configuration, options, secrets, opened, retry, runContext } = run;
  const { mode } = options;
  const reports = planned.map(({ report }) => report);
  const plans = await boundPlans(opened, planned, retry, runContext.signal);
  if (!plans) return makeReport(mode, configuration, planned.map(notBound), options.detailedExitCode);
  const present = planFileFor(plans, configuration, options, secrets);
  if (use.type === 'write') {
    savePlanFile(use, present);
    const planFile = { path: use.shown, digest: present.digest };
    return { ...makeReport(mode, configuration, reports, options.detailedExitCode), planFile };
  }
  const problem = staleness(use, present, plans);
  const planFile = { path: use.source.path, digest: use.file.digest };
  if (problem) return { ...refusedReport(mode, [...configuration.diagnostics, problem]), planFile };
  // Under the lease each organization is planned once more, and compared with the file once more.
  const isStale = (again: ObservedPlan): Diagnostic | undefined => {
    const { organization } = again.plan;
    const now = plans.map((one) => (one.planned.plan.organization === organization ? { ...one, planned: again } : one));
    return staleness(use, planFileFor(now, configuration, options, secrets), now);
  };
  if (reports.some(({ failureReason }) => failureReason === 'plan-unreviewed'))
    return { ...makeReport(mode, configuration, planned.map(notReviewed)), planFile };
  const settled = await all(planned.map((each) => carriedOut(each, isStale)));
  return { ...makeReport(mode, configuration, settled), planFile };
}

/** Asks once for all organizations. Without approval none of them is changed. */
async function approved(
  { configuration }: Run,
  planned: readonly PlannedOrganization[],
  approve: NonNullable<RunContext['approve']>,
): Promise<Promise<OrganizationReport>[]> {
  const isQuestion = planned.some(({ apply }) => apply !== undefined);
  const question = makeReport(
    'plan',
    configuration,
    planned.map(({ report }) => report),
  );
  if (!isQuestion || (await approve(question)))
    return planned.map((each) => carriedOut(each, sinceApproval(each.planned?.plan)));
  const note = 'The plan was not approved, and nothing was changed.';
  return planned.map(
    async ({ report, apply }): Promise<OrganizationReport> =>
      apply ? { organization: report.organization, diagnostics: [], note, failureReason: 'declined' } : report,
  );
}

/**
 * Waits for all promises, and rejects only then: a defect in one organization must not end the process while others are
 * being written.
 */
export async function all<T>(work: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(work);
  const defect = settled.find((outcome) => outcome.status === 'rejected');
  if (defect) throw defect.reason;
  return Promise.all(work);
}

/** Judges the plan that is made under the lease by the one that a person approved. */
function sinceApproval(approved: Plan | undefined): IsStale {
  const shown = (plan: Plan | undefined) => JSON.stringify([plan?.changes, plan?.orphans]);
  return ({ plan }) => {
    if (shown(plan) === shown(approved)) return undefined;
    const message = 'Konnect was changed after the plan was shown, so that nothing was carried out';
    return finding('plan-stale', message, undefined, {
      cause: 'The approval was for another plan than the one that would be made now.',
      fix: 'Run again, and look at the new plan.',
    });
  };
}

async function carriedOut({ report, apply }: PlannedOrganization, isStale?: IsStale): Promise<OrganizationReport> {
  return apply ? apply(isStale) : report;
}
