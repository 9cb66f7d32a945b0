import { closest, distance } from 'fastest-levenshtein';

/** The fix for a name that does not exist, given those that do. */
export function suggestName(name: string, names: readonly string[]): { fix?: string } {
  if (names.length === 0) return {};
  const best = closest(name, names);
  // One edit in three characters still reads as a slip of the fingers.
  if (distance(name, best) <= Math.max(1, Math.floor(name.length / 3))) return { fix: `Did you mean "${best}"?` };
  const shown = [...names].sort().slice(0, 10);
  return { fix: `Use one of: ${shown.join(', ')}${names.length > shown.length ? ', …' : ''}` };
}
