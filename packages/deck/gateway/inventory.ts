import { isRecord } from '@konduct/core/value/record';
import { identitiesOf } from './identity.ts';
import { entityKinds } from './lists.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The tag of every entity that Konduct writes to a gateway. It is given on decK's command line and is in no file. */
export const selectTag = 'konduct';

/** The contents of a control plane as a sync needs them: the entities, their names, and which are ours. */
export interface Inventory {
  /** Every entity, by id. */
  readonly entities: ReadonlyMap<string, InventoryEntity>;
  /** Ids of the entities with our tag. */
  readonly owned: ReadonlySet<string>;
}

export interface InventoryEntity {
  readonly id: string;
  /** decK's word for the kind, as in a diff. */
  readonly kind: string;
  /** The entity's unique values. */
  readonly identities: readonly string[];
  readonly tags: readonly string[];
  /** The entity that it is nested in. */
  readonly parent: InventoryEntity | undefined;
  /** The fields in clear, without lists of nested entities. */
  readonly fields: Fields;
}

/**
 * Reads a dump with ids in JSON; undefined for any other text. In a dump, lists of entities are nested in their
 * parents.
 */
export function readDump(output: string): Inventory | undefined {
  let root: unknown;
  try {
    root = output.trim() === '' ? {} : JSON.parse(output);
  } catch {
    return undefined;
  }
  if (!isRecord(root)) return undefined;
  const entities = new Map<string, InventoryEntity>();
  const walk = (within: Fields, parent: InventoryEntity | undefined) => {
    for (const [list, kind] of Object.entries(entityKinds)) {
      for (const item of nestedIn(within, list, parent?.kind)) {
        const entity = entityOf(kind, item, parent);
        if (entity) entities.set(entity.id, entity);
        walk(item, entity);
      }
    }
  };
  walk(root, undefined);
  const owned = [...entities.values()].flatMap(({ id, tags }) => (tags.includes(selectTag) ? [id] : []));
  return { entities, owned: new Set(owned) };
}

function entityOf(kind: string, item: Fields, parent: InventoryEntity | undefined): InventoryEntity | undefined {
  const { id } = item;
  if (typeof id !== 'string') return undefined;
  const own = Object.entries(item).filter(([key]) => nestedIn(item, key, kind).length === 0);
  const fields = Object.fromEntries(own);
  return { id, kind, identities: identitiesOf(kind, fields, parent?.id), tags: tagsOf(item), parent, fields };
}

/**
 * The entities in a list of an entity, or of the dump itself. Some lists have the name of a list of entities and refer to
 * them: the ids in a service's `ca_certificates`, and a plugin's `partials`.
 */
function nestedIn(within: Fields, list: string, kind: string | undefined): Fields[] {
  const items = within[list];
  if (!(list in entityKinds) || !Array.isArray(items) || (kind === 'plugin' && list === 'partials')) return [];
  return items.filter(isRecord);
}

export function tagsOf({ tags }: Fields): string[] {
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [];
}
