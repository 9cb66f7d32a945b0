import { apply } from '@konduct/core/apply/apply';
import { isTokenRefused, type Result } from '@konduct/core/apply/result';
import { verify } from '@konduct/core/apply/verify';
import { type Diagnostic, hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { UserError } from '@konduct/core/diagnostic/user-error';
import { meaningDigest } from '@konduct/core/plan-file/meaning-digest';
import { unreviewed } from '@konduct/core/plan-file/review';
import type { ObservedPlan } from '@konduct/core/policy/policed-plan';
import type { OrganizationReport } from '@konduct/core/run/reconciliation';
import type { LeasedAccess } from './access.ts';
import { type IsStale, observed, type Planning, planToShow } from './planning.ts';
import { failureOf, reasonOf } from './run-report.ts';

/**
 * Carries a plan out under the lease of the organization. Konnect may have changed since the plan was made, so it is
 * planned again once the lease is held.
 *
 * @param findings about what was not reviewed in the plan
 */
export async function applyPlanned(
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
export function endedBy(error: unknown): Pick<OrganizationReport, 'diagnostics' | 'failureReason'> {
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
  if (signal.aborted || results.some(isTokenRefused))
    return { failureReason: 'partly-applied', ...withFailure({ ...report, results }) };
  onProgress({ event: 'verifying', organization: name });
  try {
    // Secrets were sent again, which a second plan must not do once more.
    const afterwards = { ...settings, rotateSecrets: [] };
    const verified = await verify(afterwards, provider, { plan, results }, patience, signal, make);
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

/** The findings about what nobody reviewed in the plan of an apply. Errors refuse it. */
export async function reviewFindings({ options, runContext }: Planning, { plan }: ObservedPlan): Promise<Diagnostic[]> {
  const { mode, reviewed = 'off' } = options;
  const { reviewer } = runContext;
  if (mode !== 'apply' || reviewed === 'off' || !reviewer) return [];
  return unreviewed(plan, reviewer, reviewed === 'required' ? 'error' : 'warning');
}

/** How findings about what nobody reviewed end a run. */
export function notReviewed(
  findings: readonly Diagnostic[],
): Pick<OrganizationReport, 'diagnostics' | 'failureReason'> {
  return { diagnostics: findings, failureReason: 'plan-unreviewed' };
}

/** A report with the reason of its failure, if its plan or its results have one. */
export function withFailure(report: OrganizationReport): OrganizationReport {
  const failureReason = failureOf(report);
  return failureReason === undefined ? report : { ...report, failureReason };
}
