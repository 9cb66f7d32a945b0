/** How many deletions one run may make: a number, or a percentage of what is there. */
export type DeleteLimit =
  | { readonly type: 'number'; readonly most: number }
  | { readonly type: 'percentage'; readonly most: number };

/** Without a limit of one's own: 10, or 30 % of what is there, whichever is more. */
const usual = { number: 10, percentage: 30 } as const;

/**
 * Why so many deletions are refused, in words that follow "which is", or undefined when they are in order. The same rule
 * holds for what a reconciliation deletes in an organization and for what a sync deletes in a control plane.
 *
 * @param deletes how many would be deleted
 * @param owned how many of ours there are
 * @param limit what the user allowed instead of the usual
 */
export function sizeProblem(deletes: number, owned: number, limit?: DeleteLimit): string | undefined {
  if (limit?.type === 'number') return deletes > limit.most ? `more than the ${limit.most} allowed` : undefined;
  if (limit?.type === 'percentage')
    return exceeds(deletes, owned, limit.most) ? percent(deletes, owned, limit.most) : undefined;
  if (deletes <= usual.number || !exceeds(deletes, owned, usual.percentage)) return undefined;
  return `more than ${usual.number} and ${percent(deletes, owned, usual.percentage)}`;
}

/** The most deletions that are in order whatever is there: up to it nothing need be counted. */
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
