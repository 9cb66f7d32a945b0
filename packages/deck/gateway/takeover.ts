import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { startOf } from '@konduct/core/source/range';
import { countChanges, type EntityChange, type GatewayDiff } from './change.ts';
import type { Inventory } from './inventory.ts';

/**
 * With a select tag decK sees only what carries it, and takes everything else for absent. It then writes by id: an entity
 * that is there under the same id, as everything made from the same specification is, becomes ours without a word. Here
 * such creations are called takeovers.
 */
export function markTakeovers(diff: GatewayDiff, { entities, owned }: Inventory): GatewayDiff {
  const changes = diff.changes.map((change): EntityChange => {
    const { action, id } = change;
    return action === 'create' && id !== undefined && entities.has(id) && !owned.has(id)
      ? { ...change, action: 'takeover' }
      : change;
  });
  return { ...diff, changes, summary: countChanges(changes) };
}

/**
 * Names a sync needs that belong to entities with other ids which are not ours. Konnect would refuse them one by one, in
 * the middle of the sync; and to delete what nobody said is ours is not for us.
 */
export function conflicts(diff: GatewayDiff, { entities, owned }: Inventory): string[] {
  const taken = new Map<string, string>();
  for (const { id, identity } of entities.values())
    if (identity !== undefined && !owned.has(id)) taken.set(identity, id);
  return diff.changes.flatMap(({ action, kind, name, id, identity }) => {
    const other = identity === undefined ? undefined : taken.get(identity);
    return action === 'create' && other !== undefined && other !== id ? [`${kind} ${name}`] : [];
  });
}

const named = 5;

export function conflictProblem(controlPlane: string, names: readonly string[], file: string): Diagnostic {
  return {
    severity: 'error',
    code: 'deck-conflict',
    message: `${names.length} ${names.length === 1 ? 'entity' : 'entities'} of the control plane ${controlPlane} bear names that ${file} needs: ${some(names)}`,
    cause: 'They have other ids and not our tag, so that somebody else made them, and Konnect allows each name once.',
    fix: 'Delete or rename them in Konnect, or give them the tag konduct to have them replaced.',
    at: startOf(file),
  };
}

/** Told before a sync writes anything, and refused where nothing may be taken over. */
export function takeoverProblem(
  controlPlane: string,
  changes: readonly EntityChange[],
  file: string,
  refused: boolean,
): Diagnostic | undefined {
  const names = changes.flatMap(({ action, kind, name }) => (action === 'takeover' ? [`${kind} ${name}`] : []));
  if (names.length === 0) return undefined;
  const what = `${names.length} ${names.length === 1 ? 'entity' : 'entities'} of the control plane ${controlPlane}`;
  return {
    severity: refused ? 'error' : 'note',
    code: 'deck-takeover',
    message: refused ? `${what} would be taken over: ${some(names)}` : `Taking over ${what}: ${some(names)}`,
    cause:
      'They have the ids that the specifications give them, but not our tag: koctl or somebody with decK made them.',
    ...(refused ? { fix: 'Allow it with `adopt`, or delete them in Konnect.' } : {}),
    at: startOf(file),
  };
}

export function deletesRefused(controlPlane: string, deletes: number, reason: string, file: string): Diagnostic {
  return {
    severity: 'error',
    code: 'deck-deletes',
    message: `The sync of ${controlPlane} would delete ${deletes} entities: ${reason}`,
    cause: 'So many deletions are mostly a mistake, such as a specification with another title or an empty file.',
    fix: 'Look at the diff, and raise `max-deletes` if it is meant.',
    at: startOf(file),
  };
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, named).join(', ');
  return names.length > named ? `${shown} and ${names.length - named} more` : shown;
}
