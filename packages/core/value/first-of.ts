const most = 10;

/** The first ten names, and how many more there are, as one text: `a; b; and 3 more`. */
export function firstOf(names: readonly string[]): string {
  const left = names.length - most;
  return `${names.slice(0, most).join('; ')}${left > 0 ? `; and ${left} more` : ''}`;
}
