/** The most deletions of one run: a number, or a percentage of our objects. */
export type DeleteLimit =
  | { readonly type: 'number'; readonly most: number }
  | { readonly type: 'percentage'; readonly most: number };

/** The default: 10, or 30 % of our objects, whichever is more. */
const usual = { number: 10, percentage: 30 } as const;

/**
 * The reason why a number of deletions is refused, in words that follow "which is", or undefined when it is allowed.
 * The same rule holds for deletions of a reconciliation in an organization and of a sync in a control plane.
 *
 * @param deletes the number of deletions
 * @param owned the number of our objects
 * @param limit the user's limit; by default the usual one
 */
export function sizeProblem(deletes: number, owned: number, limit?: DeleteLimit): string | undefined {
  if (limit?.type === 'number') return deletes > limit.most ? `more than the ${limit.most} allowed` : undefined;
  if (limit?.type === 'percentage')
    return exceeds(deletes, owned, limit.most) ? percent(deletes, owned, limit.most) : undefined;
  if (deletes <= usual.number || !exceeds(deletes, owned, usual.percentage)) return undefined;
  return `more than ${usual.number} and ${percent(deletes, owned, usual.percentage)}`;
}

/** The most deletions that are allowed in any case: up to it, our objects need not be counted. */
export function alwaysAllowed(limit?: DeleteLimit): number {
  if (limit === undefined) return usual.number;
  return limit.type === 'number' ? limit.most : 0;
}

function exceeds(deletes: number, owned: number, most: number): boolean {
  return deletes * 100 > owned * most;
}

function percent(deletes: number, owned: number, most: number): string {
  const share = owned === 0 ? 100 : Math.round((deletes / owned) * 100);
  return `${share} % of ${owned}, more than the ${most} % allowed`;
}
