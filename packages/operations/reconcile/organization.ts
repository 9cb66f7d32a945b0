import { hasErrors } from '@konduct/core/diagnostic/diagnostic';
import type { Documents } from '@konduct/core/graph/documents';
import { hasChanges } from '@konduct/core/plan/plan';
import { makeAdoptPlan, makeReleasePlan } from '@konduct/core/policy/handover';
import { makePlan } from '@konduct/core/policy/policed-plan';
import type { OrganizationReport } from '@konduct/core/run/reconciliation';
import type { ConfiguredOrganization } from '../configuration.ts';
import type { RunContext } from '../options.ts';
import type { OrganizationAccess } from './access.ts';
import { applyPlanned, endedBy, notReviewed, reviewFindings, withFailure } from './applying.ts';
import { driftOptions, planDrift } from './drift.ts';
import { announcedCalls, observeAndPlan, type PlannedOrganization, planToShow } from './planning.ts';
import { type OrganizationOptions, settingsFor } from './settings.ts';

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
    if (options.mode === 'drift') return await planDrift(planning, options.past);
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
