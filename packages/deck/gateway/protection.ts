import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { type SourceRange, startOf } from '@konduct/core/source/range';
import { apiNameIn } from '../render/api-tag.ts';
import type { EntityChange } from './change.ts';
import { type Inventory, type InventoryEntity, tagsOf } from './inventory.ts';
import { entities, listed, nameOf } from './names.ts';
import type { GatewayOutput } from './read-output.ts';

/** The reason why entities must not be deleted: a key of a manifest, or a label in Konnect. */
export interface Protector {
  /** A sentence that names it. */
  readonly cause: string;
  readonly fix: string;
  /** The place in the manifest, if it is a key. */
  readonly at?: SourceRange | undefined;
}

/** The protection of a control plane. */
export interface Protection {
  /** The protectors of all its entities. */
  readonly plane: readonly Protector[];
  /**
   * The protectors of the entities behind some APIs, by the names of the APIs; or the reason why they could not be
   * read.
   */
  apis(names: readonly string[]): Promise<ReadonlyMap<string, readonly Protector[]> | readonly Diagnostic[]>;
}

/** One diagnostic for the deletions of protected entities; none without such deletions. */
export function protectedDeletions(
  plane: { readonly name: string; readonly state: { readonly path: string } },
  deletions: readonly EntityChange[],
  protectors: readonly Protector[],
): Diagnostic[] {
  const [first, ...others] = protectors;
  if (!first || deletions.length === 0) return [];
  const are = deletions.length === 1 ? 'is' : 'are';
  const message = `${entities(deletions.length)} of the control plane ${plane.name} ${are} protected from deletion: ${listed(deletions.map(nameOf))}`;
  const causes = protectors.map(({ cause }) => cause);
  const fixes = new Set(protectors.map(({ fix }) => fix));
  return [
    finding('deletion-protected', message, first.at ?? startOf(plane.state.path), {
      cause: causes.join(' '),
      fix: [...fixes].join(' '),
      related: others.map(({ at }) => ({ message: 'Protected here, too', at })),
    }),
  ];
}

/** The deletions of a diff by API, as far as the entities belong to the gateway service of one. */
export function deletionsByApi(
  { changes, entities: bodies }: Pick<GatewayOutput, 'changes' | 'entities'>,
  inventory: Inventory,
): ReadonlyMap<string, readonly EntityChange[]> {
  // The same diff may update a service to another API.
  const renamed = new Map(
    changes.flatMap((change) =>
      change.action === 'update' && change.id !== undefined
        ? [[change.id, tagsOf(bodies.get(change)?.fresh ?? {})] as const]
        : [],
    ),
  );
  const found = new Map<string, EntityChange[]>();
  for (const change of changes) {
    if (change.action !== 'delete') continue;
    const own = tagsOf(bodies.get(change)?.fresh ?? {});
    const there = change.id === undefined ? undefined : inventory.entities.get(change.id);
    const names = [...own, ...tagsAround(there, renamed)].flatMap((tag) => apiNameIn(tag) ?? []);
    for (const name of new Set(names)) found.set(name, [...(found.get(name) ?? []), change]);
  }
  return found;
}

/** The tags of an entity and its parents, before and after the diff. */
function tagsAround(
  entity: InventoryEntity | undefined,
  renamed: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  if (!entity) return [];
  return [...entity.tags, ...(renamed.get(entity.id) ?? []), ...tagsAround(entity.parent, renamed)];
}
