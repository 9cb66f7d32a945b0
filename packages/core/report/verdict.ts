import { hasChanges, isSettled, type Plan, type Summary } from '../plan/plan.ts';
import type { Extent } from '../plan/reach.ts';
import type { OrganizationReport, RunReport } from '../run/reconciliation.ts';
import { count } from '../value/count.ts';
import { and, nonZero } from './words.ts';

/** One sentence that says whether Konnect agrees with the manifests. */
export interface Verdict {
  /** `good`: Konnect agrees. `open`: changes are left, and none failed. `bad`: a change failed or was refused. */
  readonly state: 'good' | 'open' | 'bad';
  readonly text: string;
}

/**
 * The verdict on a plan or an apply. The words "verified" and "as the manifests say" always come with the number of
 * changes that are left. Undefined for a plan with changes none of which is blocked: the list of changes is the
 * verdict.
 */
export function verdictOf(report: OrganizationReport, mode: RunReport['mode'] = 'plan'): Verdict | undefined {
  const { plan, results, verification, failureReason } = report;
  if (verification) {
    const { ok, summary, extent } = verification;
    const where = within(extent);
    const left = leftIn(summary);
    if (failureReason === 'refused' && ok) {
      const what = left === '' ? '' : ` Planned again, this is left: ${left}.`;
      return { state: 'bad', text: `Not everything was allowed; see what was refused.${what}` };
    }
    if (!ok) {
      const what = left === '' ? '' : `: ${left}`;
      return { state: 'bad', text: `Not verified: planned again, and Konnect still differs${what}.` };
    }
    if (isSettled(summary) && failureReason === undefined)
      return { state: 'good', text: `Verified: planned again, nothing is left to change${where}.` };
    if (isOnlyWaiting(summary) && failureReason === undefined)
      return { state: 'good', text: `Verified: planned again, nothing is left but ${left}${where}.` };
    const done = results?.some(({ outcome }) => outcome === 'applied')
      ? 'What was applied is verified'
      : 'Nothing was applied';
    if (left === '') return { state: 'open', text: `${done}; the errors say what was not.` };
    return { state: 'open', text: `${done}. Planned again, this is left: ${left}.` };
  }
  if (results && results.length > 0 && failureReason !== undefined)
    return { state: 'bad', text: 'Not verified: the run ended before it could plan again.' };
  if (!plan) return undefined;
  if (report.snapshot) return snapshotVerdict(plan);
  // An apply that was given up before its first write.
  if (mode !== 'plan' && mode !== 'validate' && !results && failureReason !== undefined)
    return { state: 'bad', text: `Nothing was changed: ${givenUp[failureReason] ?? 'see the errors'}.` };
  if (hasChanges(plan.summary)) return blockedVerdict(plan.summary);
  if (isSettled(plan.summary)) {
    return failureReason === undefined
      ? { state: 'good', text: `${settled[mode] ?? 'Konnect is as the manifests say'}${within(plan.extent)}.` }
      : { state: 'bad', text: 'Konnect is not as the manifests say; see the errors.' };
  }
  return { state: 'open', text: `Konnect is not as the manifests say yet: ${leftIn(plan.summary)}.` };
}

/** What a plan against a snapshot says. It never says how Konnect is now. */
function snapshotVerdict({ summary, extent }: Plan): Verdict | undefined {
  if (hasChanges(summary)) return blockedVerdict(summary);
  const left = leftIn(summary);
  return isSettled(summary)
    ? { state: 'open', text: `Against the snapshot there is nothing to change${within(extent)}.` }
    : { state: 'open', text: `Against the snapshot this is left: ${left}.` };
}

/** The end of a sentence that limits it to the part of Konnect that the run looked at. */
function within(extent: Extent): string {
  if (extent.type === 'everything') return '';
  if (extent.type === 'part') return ' in the part that this run is about';
  const { regions } = extent;
  if (regions.length === 0) return ' outside of the regions; none was searched';
  return ` in ${and(regions)}; no other region was searched`;
}

/** The sentence for "nothing to do" in the modes that compare something other than Konnect with the manifests. */
const settled: Readonly<Partial<Record<RunReport['mode'], string>>> = {
  destroy: 'Nothing of this platform is there',
  release: 'Nothing there carries the labels of this platform',
  adopt: 'There is nothing to adopt',
};

/** Why an apply was given up before its first write. */
const givenUp: Readonly<Partial<Record<NonNullable<OrganizationReport['failureReason']>, string>>> = {
  locked: 'another run is changing the organization',
  'plan-stale': 'the plan is stale, as the error says',
  'plan-unreviewed': 'the plan was not reviewed as it is, as the errors say',
};

function blockedVerdict({ blocked }: Summary): Verdict | undefined {
  if (blocked === 0) return undefined;
  const text = `${count(blocked, 'change')} ${blocked === 1 ? 'is' : 'are'} blocked until the cause is mended.`;
  return { state: 'bad', text };
}

function isOnlyWaiting(summary: Summary): boolean {
  return isSettled({ ...summary, waiting: 0 });
}

function leftIn(summary: Summary): string {
  return nonZero({ ...summary, none: 0 }).join(', ');
}
