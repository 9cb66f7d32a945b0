import type { ApiChange } from '@konduct/core/run/api-change';
import { compareText } from '@konduct/core/value/compare-text';
import { changedPaths } from '@konduct/openapi/strict/part';
import type { StrictDocument } from '@konduct/openapi/strict/strict-document';
import type { ApiComparison } from './comparer.ts';
import type { Attempt } from './oasdiff.ts';
import { orderChanges } from './oasdiff-changes.ts';

/** The number of groups at first, and the number that are compared at the same time. */
const groupsAtFirst = 8;
const groupsAtOnce = 4;

type Paths = readonly (readonly string[])[];

/**
 * Compares the changed paths in groups, after comparing the whole documents failed. A group that fails is halved, down
 * to single paths, until the time is over.
 *
 * @param attempt compares some paths
 * @param whole the reason why the whole could not be compared, and the milliseconds for all groups together
 */
export async function comparePaths(
  before: StrictDocument,
  after: StrictDocument,
  attempt: (paths: readonly string[]) => Promise<Attempt>,
  whole: { readonly reason: string; readonly time: number },
): Promise<ApiComparison> {
  const end = AbortSignal.timeout(whole.time);
  const changed = changedPaths(before.strict, after.strict);
  const changes: ApiChange[] = [];
  const left: { readonly paths: Paths; readonly reason: string }[] = [];
  const waiting: Paths[] = split(changed, groupsAtFirst);
  const compareNext = async (group: Paths) => {
    const found = end.aborted ? { reason: whole.reason, stopped: true } : await attempt(group.flat());
    if ('changes' in found) changes.push(...found.changes);
    else if (group.length > 1 && !found.stopped) waiting.push(...split(group, 2));
    else left.push({ paths: group, reason: found.reason });
  };
  while (waiting.length > 0) await Promise.all(waiting.splice(0, groupsAtOnce).map(compareNext));
  const [first] = left;
  if (!first)
    return changed.length > 0
      ? { changes: orderChanges(changes) }
      : { changes: [], uncompared: { reason: whole.reason } };
  const paths = left.flatMap(({ paths }) => paths.flat()).sort(compareText);
  const isAll = changes.length === 0 && left.flatMap(({ paths }) => paths).length === changed.length;
  return {
    changes: orderChanges(changes),
    uncompared: isAll ? { reason: whole.reason } : { reason: first.reason, paths },
  };
}

/** At most `most` groups of about the same size, none of them empty. */
function split(paths: Paths, most: number): Paths[] {
  const size = Math.max(1, Math.ceil(paths.length / most));
  const groups: Paths[] = [];
  for (let start = 0; start < paths.length; start += size) groups.push(paths.slice(start, start + size));
  return groups;
}
