import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import type { Change } from '../plan/change.ts';
import type { Decision, Orphan } from '../plan/decision.ts';
import { allowDeletesFix } from './allow-deletes.ts';
import type { Blocks } from './sequence.ts';
import type { PolicySettings } from './settings.ts';
import { type DeleteLimit, sizeProblem } from './size.ts';

type GuardSettings = Pick<PolicySettings, 'deleteLimit' | 'allowDeletes'> & {
  readonly graph: { readonly organization: string };
};

/**
 * Refuses all deletions of objects when there are too many of them, and all withdrawals of access when there are too many
 * of those. They are counted apart, each against what there is of ours; access always against the usual limit.
 *
 * @param deleted what nothing declares any more and would be deleted
 * @param decisions those of the graph: replacements delete, too, and a role that is given in place of another is none less
 * @param orphans all of what nothing declares any more
 * @param blocks what is blocked already; what the guard refuses is added
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
  const grants = existing.filter(({ kind }) => kind.grant).length + orphans.filter((orphan) => orphan.isGrant).length;
  const { organization } = settings.graph;
  return [
    ...refuse([...objects, ...replaced], objects.length + replaced.length, owned, settings.deleteLimit, blocks, {
      what: (count) => `${count} objects of ${organization} would be deleted`,
      cause: 'So many deletions at once are more often a mistake than meant',
    }),
    // The limit that users set is about objects: whoever wants none deleted still wants access withdrawn.
    ...refuse(access, withdrawn(access, decisions), grants, undefined, blocks, {
      what: (count) => `${count} roles, memberships and publications of ${organization} would be withdrawn`,
      cause: 'So much access withdrawn at once is more often a mistake than meant, such as an empty teams.yaml',
    }),
  ];
}

/** How many grants go without another one of their kind in their place, such as a role that follows a role. */
function withdrawn(access: readonly Orphan[], decisions: readonly Decision[]): number {
  const count = (changes: Iterable<Decision>) =>
    Map.groupBy(
      [...changes].filter(({ kind }) => kind.grant),
      ({ kind }) => kind,
    );
  const created = count(decisions.filter(({ change }) => change.action === 'create'));
  let number = 0;
  for (const [kind, members] of count(access)) number += Math.max(0, members.length - (created.get(kind)?.length ?? 0));
  return number;
}

function refuse(
  refused: readonly { readonly change: Change }[],
  count: number,
  owned: number,
  deleteLimit: DeleteLimit | undefined,
  blocks: Blocks,
  { what, cause }: { readonly what: (count: number) => string; readonly cause: string },
): Diagnostic[] {
  const problem = sizeProblem(count, owned, deleteLimit);
  if (problem === undefined) return [];
  const message = `${what(count)}, which is ${problem}`;
  for (const { change } of refused) {
    const action = change.action === 'replace' ? 'replace' : 'delete';
    blocks.set(change.address, { by: change.address, action, code: 'delete-guard', reason: message });
  }
  return [finding('delete-guard', message, refused[0]?.change.place, { cause, fix: allowDeletesFix })];
}
