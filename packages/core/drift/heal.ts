import type { Change } from '../plan/change.ts';
import { writes } from '../plan/change.ts';
import type { Decision } from '../plan/decision.ts';
import { summarize } from '../plan/plan.ts';
import type { Planned } from '../policy/policed-plan.ts';
import type { Difference } from './difference.ts';

/** What a run mends: nothing, what needs no deletion, or everything. */
export const healModes = ['off', 'safe', 'all'] as const;
export type HealMode = (typeof healModes)[number];

/**
 * Whether a run mends a difference. Only drift is mended: what is pending was not applied yet, and what is unknown could
 * be pending. An object of which other fields are pending is left, because one write would change both.
 */
export function isHealed({ origin, mixed, remedy }: Difference, heal: HealMode): boolean {
  if (heal === 'off' || origin !== 'drift' || mixed) return false;
  return heal === 'all' || (!remedy.prunes && !remedy.replaces);
}

/**
 * A plan that mends drift and nothing else. Other changes become resources that are left: an object stays as it is, a
 * missing one is waited for, and an undeclared one stays.
 *
 * @param differences those of the same plan
 */
export function onlyHealing<T extends Planned>(planned: T, differences: readonly Difference[], heal: HealMode): T {
  const healed = new Set(differences.filter((each) => isHealed(each, heal)).map(({ address }) => address));
  const kept: Decision[] = [];
  const left: Change[] = [];
  for (const decision of planned.decisions) {
    const { change } = decision;
    const { partOf } = change;
    if (!writes(change) || healed.has(change.address) || (partOf !== undefined && healed.has(partOf)))
      kept.push(decision);
    else if (decision.node) kept.push(stilled(decision));
    else left.push({ ...change, stays: 'prune', reason: 'it is no drift' });
  }
  const { plan } = planned;
  const changes = kept.map(({ change }) => change);
  const orphans = [...plan.orphans, ...left];
  return {
    ...planned,
    decisions: kept,
    plan: { ...plan, changes, orphans, summary: summarize(changes, orphans.length) },
  };
}

/** A decision that writes nothing. Without an object, what depends on the resource waits. */
function stilled(decision: Decision): Decision {
  const { effect: _effect, meaning: _meaning, takesAlong: _takesAlong, reason: _reason, ...subject } = decision.change;
  const still: Pick<Change, 'action' | 'fields' | 'reason'> = decision.observed
    ? { action: 'none', fields: [] }
    : { action: 'waiting', fields: [], reason: 'an apply: git changed it since the last one' };
  return { ...decision, changed: [], change: { ...subject, ...still } };
}
