import type { SnapshotNote } from '../run/reconciliation.ts';
import { shownDigits } from './remarks.ts';

/**
 * Says what a plan was made against: `Planned against a snapshot of 2026-11-30 20:15 UTC, commit abc1234, 3 hours old;
 * what was changed in Konnect since is not seen.`
 *
 * @param withAge whether to say its age. A comment does not: it would change with the hour.
 */
export function snapshotSentence({ taken, commit, age }: SnapshotNote, withAge: boolean): string {
  const at = `${taken.slice(0, 10)} ${taken.slice(11, 16)} UTC`;
  const parts = [
    at,
    ...(commit === undefined ? [] : [`commit ${commit.slice(0, shownDigits)}`]),
    ...(withAge ? [`${age} old`] : []),
  ];
  return `Planned against a snapshot of ${parts.join(', ')}; what was changed in Konnect since is not seen.`;
}
