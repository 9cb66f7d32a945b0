import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { allowDeletesFix } from '@konduct/core/policy/allow-deletes';
import { type DeleteLimit, sizeProblem } from '@konduct/core/policy/size';
import { startOf } from '@konduct/core/source/range';
import type { ControlPlane } from './control-plane.ts';
import type { Inventory } from './inventory.ts';
import { entities } from './names.ts';
import { deletionsByApi, type Protection, protectedDeletions } from './protection.ts';
import type { GatewayOutput } from './read-output.ts';

/** The deletions that are allowed. */
export interface DeletePolicy {
  /** Replaces the default limit. */
  readonly maxDeletes?: DeleteLimit | undefined;
  /** Whether any number is allowed. */
  readonly allowDeletes: boolean;
  readonly protection: Protection;
}

/** The objections to the deletions of a diff, or the reason why they could not be judged. */
export type DeletionVerdict = { readonly refusals: readonly Diagnostic[] } | { readonly unread: readonly Diagnostic[] };

type Plane = Pick<ControlPlane, 'name' | 'state'>;

/**
 * Judges the deletions of a diff: none may be of a protected entity, and their number is limited.
 *
 * @param along how many entities of others go along with them, which count as well
 */
export async function judgeDeletions(
  plane: Plane,
  output: GatewayOutput,
  inventory: Inventory,
  along: number,
  policy: DeletePolicy,
): Promise<DeletionVerdict> {
  const { protection } = policy;
  const size = tooMany(plane, deletesOf(output) + along, inventory.owned.size, policy);
  const deletions = output.changes.filter(({ action }) => action === 'delete');
  if (protection.plane.length > 0)
    return { refusals: [...protectedDeletions(plane, deletions, protection.plane), ...size] };
  const byApi = deletionsByApi(output, inventory);
  if (byApi.size === 0) return { refusals: size };
  const protectors = await protection.apis([...byApi.keys()]);
  if (!('get' in protectors)) return { unread: protectors };
  const refusals = [...byApi].flatMap(([name, members]) =>
    protectedDeletions(plane, members, protectors.get(name) ?? []),
  );
  return { refusals: [...refusals, ...size] };
}

/** The number of deletions for the limit: the listed or the counted ones, whichever are more. */
export function deletesOf({ summary, done }: Pick<GatewayOutput, 'summary' | 'done'>): number {
  return Math.max(summary.deletes, done.deletes);
}

function tooMany(
  plane: Plane,
  deletes: number,
  owned: number,
  { allowDeletes, maxDeletes }: DeletePolicy,
): Diagnostic[] {
  const problem = allowDeletes ? undefined : sizeProblem(deletes, owned, maxDeletes);
  if (problem === undefined) return [];
  const message = `The sync of ${plane.name} would delete ${entities(deletes)}, which is ${problem}`;
  return [
    finding('deck-deletes', message, startOf(plane.state.path), {
      cause: 'So many deletions are mostly a mistake, such as a specification with another title or an empty file.',
      fix: allowDeletesFix,
    }),
  ];
}
