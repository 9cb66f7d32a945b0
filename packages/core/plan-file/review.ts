import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import type { Change } from '../plan/change.ts';
import type { Plan } from '../plan/plan.ts';
import { count } from '../value/count.ts';
import { changeWords } from './change-difference.ts';
import { plannedChange } from './planned-change.ts';
import { grownSince, type ReviewedPlan } from './reviewed-plan.ts';

/** What is known of the plans that people reviewed for one organization. */
export interface Review {
  readonly plans: readonly ReviewedPlan[];
  /** Where the plans are from, as a list in a sentence: `pull requests #7 and #5`. Empty without plans. */
  readonly from: string;
  /** Why more is not known, as a sentence without a full stop; undefined where nothing is missing. */
  readonly lack?: string | undefined;
  /** What to do about that. */
  readonly fix?: string | undefined;
}

/**
 * Finds the plans that people reviewed for an organization.
 *
 * @param suffices whether plans that were found so far are enough, so that no older one is looked for
 */
export type Reviewer = (organization: string, suffices: (plans: readonly ReviewedPlan[]) => boolean) => Promise<Review>;

/** The most changes that have a finding each. */
const mostShown = 20;

/**
 * The findings about changes of a plan that nobody reviewed; empty where each change that writes was. A plan that writes
 * nothing needs no review, and nothing is looked for.
 */
export async function unreviewed(plan: Plan, find: Reviewer, severity: 'error' | 'warning'): Promise<Diagnostic[]> {
  if (grownSince([], plan).length === 0) return [];
  const review = await find(plan.organization, (plans) => grownSince(plans, plan).length === 0);
  const grown = grownSince(review.plans, plan);
  if (grown.length === 0) return [];
  if (review.plans.length === 0) return [unknown(plan, grown, review, severity)];
  const { lack, from } = review;
  const cause = `No plan of the merged ${from} has this change: Konnect was changed since, or the branch without a reviewed plan${lack === undefined ? '' : `. ${lack}`}`;
  const details = { severity, cause, fix: review.fix ?? openPull };
  const shown = grown
    .slice(0, mostShown)
    .map((change) => finding('plan-grown', `Not reviewed: ${words(change)}`, change.place, details));
  const left = grown.length - shown.length;
  const more = `Not reviewed: ${count(left, 'more change')} of ${plan.organization}; the plan has all`;
  return left === 0 ? shown : [...shown, finding('plan-grown', more, undefined, details)];
}

const openPull = 'Open a pull request, even an empty one: its plan shows the change. Merge it, and apply again.';

function unknown(
  { organization }: Plan,
  grown: readonly Change[],
  { lack, fix = openPull }: Review,
  severity: 'error' | 'warning',
): Diagnostic {
  const [first] = grown;
  const message = `No reviewed plan of ${organization} is known, and ${count(grown.length, 'change')} would be made`;
  const at = grown.length === 1 ? first?.place : undefined;
  return finding('plan-unreviewed', message, at, { severity, cause: lack, fix });
}

function words(change: Change): string {
  return changeWords(plannedChange(change, { clean: (text) => text, pathOf: (file) => file }));
}
