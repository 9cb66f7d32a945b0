/** How many deletions a sync may make without being asked twice. */
export const defaultDeleteLimit = 10;

const share = 0.3;
const population = 10;

/**
 * Why so many deletions are refused, or undefined when they are in order: more than 10, or more than 30 % of at least 10
 * entities. A limit that was raised counts alone.
 *
 * @param existing how many entities of ours the control plane has
 */
export function deletesProblem(deletes: number, existing: number, raised?: number): string | undefined {
  if (raised !== undefined) return deletes > raised ? `more than the ${raised} that were allowed` : undefined;
  if (deletes > defaultDeleteLimit) return `more than ${defaultDeleteLimit}`;
  if (existing >= population && deletes > existing * share)
    return `${Math.round((deletes / existing) * 100)} % of ${existing}, which is more than ${share * 100} %`;
  return undefined;
}

/** The most deletions that are in order whatever the control plane holds: below it nothing has to be counted. */
export const alwaysAllowed: number = Math.floor(population * share);
