import { closest, distance } from 'fastest-levenshtein';

/** The name among `names` that somebody who wrote `name` may have meant. */
export function closeName(name: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const best = closest(name, names);
  // One edit in three characters still reads as a slip of the fingers.
  const slips = Math.floor(Math.max(name.length, best.length) / 3);
  return distance(name, best) <= Math.max(1, slips) ? best : undefined;
}

/** The fix for a name that does not exist: the one that was meant, or else the ones that there are. */
export function suggestName(name: string, names: readonly string[]): string | undefined {
  const best = closeName(name, names);
  if (best !== undefined) return `Did you mean "${best}"?`;
  if (names.length === 0) return undefined;
  const shown = names.toSorted().slice(0, 10);
  return `Use one of: ${shown.join(', ')}${names.length > shown.length ? ', …' : '.'}`;
}
