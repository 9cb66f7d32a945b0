import { closest, distance } from 'fastest-levenshtein';

/** More names than this are no help in one message. */
const mostShown = 20;

/** The name among `names` that was probably meant by `name`: the nearest, if few edits lead to it. Undefined for none. */
export function closeName(name: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const best = closest(name, names);
  // Two edits in four characters still read as a slip of the fingers: exchanging two letters is that many.
  const length = Math.max(name.length, best.length);
  return length > 1 && distance(name, best) <= Math.floor((length + 2) / 3) ? best : undefined;
}

/**
 * The fix for a name that does not exist: the one that was probably meant, if one is near enough, and the names that there
 * are, the nearest to what was written first. Undefined where there are none.
 */
export function suggestName(name: string, names: readonly string[]): string | undefined {
  const best = closeName(name, names);
  const all = listNearest(name, names);
  if (best === undefined) return names.length === 0 ? undefined : `Use one of: ${all}.`;
  return names.length === 1 ? `Did you mean "${best}"?` : `Did you mean "${best}"? There are ${all}.`;
}

/** Names as a list for a sentence, the nearest to `name` first; at most 20 of them, and how many more there are. */
export function listNearest(name: string, names: readonly string[]): string {
  const shown = nearestNames(name, names).slice(0, mostShown).join(', ');
  return names.length > mostShown ? `${shown} and ${names.length - mostShown} more` : shown;
}

/** Names by how few edits make them of `name`; a tie goes to the alphabet, so that one mistake always reads the same. */
export function nearestNames(name: string, names: readonly string[]): readonly string[] {
  const edits = new Map(names.map((each) => [each, distance(name, each)]));
  return names.toSorted().sort((a, b) => (edits.get(a) ?? 0) - (edits.get(b) ?? 0));
}
