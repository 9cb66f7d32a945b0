import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { givesAccess } from '../kind/kind.ts';
import type { Change } from '../plan/change.ts';
import type { Decision, Orphan } from '../plan/decision.ts';
import { count } from '../value/count.ts';
import { allowDeletesFix, allowOnceFix } from './allow-deletes.ts';
import type { Blocks } from './sequence.ts';
import type { PolicySettings } from './settings.ts';
import { type DeleteLimit, sizeProblem } from './size.ts';

type GuardSettings = Pick<PolicySettings, 'deleteLimit' | 'allowDeletes'> & {
  readonly graph: { readonly organization: string };
};

/**
 * Refuses all deletions of objects if there are too many of them, and all withdrawals of access if there are too many
 * of those. The two are counted separately: deletions of objects relative to everything that is ours, withdrawals relative to
 * our access. For access the default limit always applies.
 *
 * @param deleted the orphans that would be deleted
 * @param decisions those of the graph: replacements count as deletions, and a role that replaces another one does not
 * count as withdrawn
 * @param orphans all orphans
 * @param blocks the blocked changes; refused ones are added
 */
export function guardSize(
  deleted: readonly Orphan[],
  decisions: readonly Decision[],
  orphans: readonly Orphan[],
  settings: GuardSettings,
  blocks: Blocks,
): Diagnostic[] {
  if (settings.allowDeletes) return [];
  const free = deleted.filter(({ change }) => change.partOf === undefined && !blocks.has(change.address));
  const objects = free.filter(({ isGrant }) => !isGrant);
  const replaced = decisions.filter(({ change, kind }) => change.action === 'replace' && kind.ownership === 'labels');
  const access = free.filter(({ isGrant }) => isGrant);
  const existing = decisions.filter(({ observed, kind }) => observed && kind.ownership !== 'none');
  const owned = existing.length + orphans.length;
  const grants =
    existing.filter(({ kind }) => givesAccess(kind)).length + orphans.filter((orphan) => orphan.isGrant).length;
  const { organization } = settings.graph;
  return [
    ...refuse([...objects, ...replaced], objects.length + replaced.length, owned, settings.deleteLimit, blocks, {
      what: (number) => `${count(number, 'object')} of ${organization} would be deleted`,
      cause: 'So many deletions at once are more often a mistake than meant',
      fix: allowDeletesFix,
    }),
    // The user's limit is for objects only: a user who allows no deletions still wants access to be withdrawn.
    ...refuse(access, withdrawn(access, decisions), grants, undefined, blocks, {
      what: (number) => `${number} roles, memberships and publications of ${organization} would be withdrawn`,
      cause: 'So much access withdrawn at once is more often a mistake than meant, such as an empty teams.yaml',
      fix: allowOnceFix,
    }),
  ];
}

/**
 * The number of deleted grants without a new one of the same kind in their place, such as a role that replaces a role.
 */
function withdrawn(access: readonly Orphan[], decisions: readonly Decision[]): number {
  const byKind = (changes: Iterable<Decision>) => Map.groupBy(changes, ({ kind }) => kind);
  const created = byKind(decisions.filter(({ change }) => change.action === 'create'));
  let number = 0;
  for (const [kind, members] of byKind(access))
    number += Math.max(0, members.length - (created.get(kind)?.length ?? 0));
  return number;
}

function refuse(
  refused: readonly { readonly change: Change }[],
  number: number,
  owned: number,
  deleteLimit: DeleteLimit | undefined,
  blocks: Blocks,
  { what, cause, fix }: { readonly what: (number: number) => string; readonly cause: string; readonly fix: string },
): Diagnostic[] {
  const problem = sizeProblem(number, owned, deleteLimit);
  if (problem === undefined) return [];
  const message = `${what(number)}, which is ${problem}`;
  for (const { change } of refused) {
    const action = change.action === 'replace' ? 'replace' : 'delete';
    blocks.set(change.address, { by: change.address, action, code: 'delete-guard', reason: message });
  }
  return [finding('delete-guard', message, refused[0]?.change.place, { cause, fix })];
}
