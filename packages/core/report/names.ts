/** The first three, and how many more there are, in parts that a line may break between. */
export function firstNames(names: readonly string[]): string[] {
  const left = names.length - 3;
  const shown = names.slice(0, 3).map((name, index, { length }) => (index < length - 1 ? `${name},` : name));
  return left > 0 ? [...shown, `and ${left} more`] : shown;
}
