/** The first `most` names, and "and 3 more". The parts end where a line may break. */
export function firstNames(names: readonly string[], most = 3): string[] {
  const left = names.length - most;
  const shown = names.slice(0, most).map((name, index, { length }) => (index < length - 1 ? `${name},` : name));
  return left > 0 ? [...shown, `and ${left} more`] : shown;
}
