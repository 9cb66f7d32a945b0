import type { Change } from '../../plan/change.ts';

/**
 * How much a change matters to a reviewer, 0 most: what becomes visible to more people, what else they get such as roles,
 * what is taken from them, deletions, replacements, other changes of what is there, and creations last.
 */
export function rankOf({ action, effect, fields }: Change): number {
  const shows = fields.some((field) => field.effect === 'widens' || field.after === 'public');
  if (effect === 'widens') return shows ? 0 : 1;
  if (effect === 'narrows') return 2;
  if (action === 'delete') return 3;
  if (action === 'replace') return 4;
  return action === 'create' ? 6 : 5;
}

/**
 * As many items as there is room for, those that matter most first; of equal ones the earlier. Many of one rank leave half
 * of the room to the ranks behind it, and take what these do not need. What is too large itself keeps no smaller one out.
 *
 * @param sizeOf what an item takes, in the measure of `room`
 */
export function foremost<T>(
  items: readonly T[],
  rank: (item: T) => number,
  sizeOf: (item: T) => number,
  room: number,
): ReadonlySet<T> {
  const kept = new Set<T>();
  let left = room;
  const take = (from: readonly T[], share: number): void => {
    const least = left - share;
    for (const item of from) {
      const size = sizeOf(item);
      if (kept.has(item) || left - size < least) continue;
      kept.add(item);
      left -= size;
    }
  };
  const sorted = items.toSorted((a, b) => rank(a) - rank(b));
  for (const members of Map.groupBy(sorted, rank).values()) take(members, left / 2);
  take(sorted, left);
  return kept;
}
