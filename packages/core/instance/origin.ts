import { originOf, setOrigin } from '../source/origin.ts';
import type { SourceRange } from '../source/range.ts';

/**
 * Gives `copy` the place of `source`, and its members theirs. `ranges` has the places of members that `source` does not
 * have or that come from elsewhere. `self` replaces the place of `source`.
 */
export function withOrigin<T extends object>(
  copy: T,
  source: object,
  ranges: ReadonlyMap<string, SourceRange>,
  self?: SourceRange,
): T {
  const origin = originOf(source);
  if (!origin) return copy;
  const members = new Map(origin.members);
  for (const [key, range] of ranges) members.set(key, { key: range, value: range });
  return setOrigin(copy, { self: self ?? origin.self, members });
}

/** Gives a list the place of the mapping that it was made from. Its items keep their own places. */
export function listWithOrigin<T extends object>(items: readonly T[], source: object): readonly T[] {
  const origin = originOf(source);
  if (!origin) return items;
  const members = new Map<string, { key: SourceRange; value: SourceRange }>();
  for (const [index, item] of items.entries()) {
    const range = originOf(item)?.self ?? origin.self;
    members.set(String(index), { key: range, value: range });
  }
  return setOrigin(items, { self: origin.self, members });
}
