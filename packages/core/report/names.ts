/** The first three, or as many as told, and how many more there are, in parts that a line may break between. */
export function firstNames(names: readonly string[], most = 3): string[] {
  const left = names.length - most;
  const shown = names.slice(0, most).map((name, index, { length }) => (index < length - 1 ? `${name},` : name));
  return left > 0 ? [...shown, `and ${left} more`] : shown;
}
