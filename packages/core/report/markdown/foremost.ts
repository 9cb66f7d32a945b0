import type { Change } from '../../plan/change.ts';

/**
 * The rank of a change, 0 being the most important to a reviewer: visible to more people (0), other new access such as
 * a role (1), access taken away (2), deletions, replacements, other changes of existing objects, creations.
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
 * The items that fit into `room`, the most important first and, among equals, the earliest. All items of one rank get
 * at most half of the room that is left, so that later ranks are seen, too; room that these do not need is filled in a
 * second pass. An item that is too large is skipped, and smaller ones behind it are kept.
 *
 * @param sizeOf the size of an item, in the unit of `room`
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
