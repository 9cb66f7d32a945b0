import { closest, distance } from 'fastest-levenshtein';

/** The name among `names` that somebody who wrote `name` may have meant. */
export function closeName(name: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const best = closest(name, names);
  // Two edits in four characters still read as a slip of the fingers: exchanging two letters is that many.
  const length = Math.max(name.length, best.length);
  return length > 1 && distance(name, best) <= Math.floor((length + 2) / 3) ? best : undefined;
}

/** The fix for a name that does not exist: the one that was meant, or else the ones that there are. */
export function suggestName(name: string, names: readonly string[]): string | undefined {
  const best = closeName(name, names);
  if (best !== undefined) return `Did you mean "${best}"?`;
  if (names.length === 0) return undefined;
  const shown = names.toSorted().slice(0, 10);
  return `Use one of: ${shown.join(', ')}${names.length > shown.length ? ', …' : '.'}`;
}
