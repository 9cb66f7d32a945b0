import type { Change } from '../plan/change.ts';
import { writes } from '../plan/change.ts';
import type { Decision } from '../plan/decision.ts';
import type { Draft } from '../plan/draft.ts';
import { judgeDraft, type PlanInput, type Planned } from '../policy/policed-plan.ts';
import type { Difference } from './difference.ts';

/** What a run mends: nothing, what needs no deletion, or everything. */
export const healModes = ['off', 'safe', 'all'] as const;
export type HealMode = (typeof healModes)[number];

/**
 * Whether a difference can be mended without anything that is pending. Only drift can: what is pending was not applied
 * yet, and what is unknown could be pending. An object of which other fields are pending is left, because one write
 * would change both.
 */
export function isMendedAlone({ origin, mixed }: Pick<Difference, 'origin' | 'mixed'>): boolean {
  return origin === 'drift' && !mixed;
}

/** Whether a run mends a difference. */
export function isHealed(difference: Difference, heal: HealMode): boolean {
  if (heal === 'off' || !isMendedAlone(difference)) return false;
  return heal === 'all' || (!difference.remedy.prunes && !difference.remedy.replaces);
}

/**
 * A plan that mends drift and nothing else. The policies judge it as if it were the whole plan, so that limits and
 * protections are about what it deletes itself. Resources with other differences wait for an apply; other undeclared
 * objects stay.
 *
 * @param draft the draft of the same input
 * @param seen the plan that the policies made of the draft, with everything that differs
 * @param differences those of that plan
 */
export function healingPlan(
  input: PlanInput,
  draft: Draft,
  seen: Planned,
  differences: readonly Difference[],
  heal: HealMode,
): Planned {
  const healed = new Set(differences.filter((each) => isHealed(each, heal)).map(({ address }) => address));
  const reasons = new Map(differences.map((each) => [each.address, whyLeft(each)]));
  const isMending = ({ address, partOf }: Change) =>
    healed.has(address) || (partOf !== undefined && healed.has(partOf));
  const decisions = draft.decisions.map((decision) =>
    !writes(decision.change) || isMending(decision.change)
      ? decision
      : stilled(decision, reasons.get(decision.change.address) ?? 'an apply: it is no drift'),
  );
  const [mended, others] = partition(draft.orphans, ({ change }) => isMending(change));
  const told = new Map(seen.plan.orphans.map((change) => [change.address, change]));
  const left = others.map(
    ({ change }): Change => told.get(change.address) ?? { ...change, stays: 'prune', reason: 'it is no drift' },
  );
  return judgeDraft({ ...draft, decisions, orphans: mended }, input, left);
}

/** What a resource waits for that is not mended. */
function whyLeft({ origin, mixed }: Difference): string {
  if (origin === 'unknown') return 'an apply: nothing says what was applied last';
  if (origin === 'pending' || mixed) return 'an apply: git changed it since the last one';
  return 'an apply that may replace it';
}

/** A decision that writes nothing. Without an object, what depends on the resource waits, too. */
function stilled(decision: Decision, reason: string): Decision {
  const {
    effect: _effect,
    meaning: _meaning,
    takesAlong: _takesAlong,
    passesThrough: _stages,
    ...subject
  } = decision.change;
  return { ...decision, changed: [], change: { ...subject, action: 'waiting', fields: [], reason } };
}

function partition<T>(items: readonly T[], isFirst: (item: T) => boolean): readonly [T[], T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}
