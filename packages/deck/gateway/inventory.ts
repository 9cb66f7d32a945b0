import { isRecord } from '@konduct/core/source/value';
import { entityKinds } from './lists.ts';

/** What a control plane holds, as far as a sync has to know it: what is there, under which names, and what is ours. */
export interface Inventory {
  /** Every entity, by id. */
  readonly entities: ReadonlyMap<string, InventoryEntity>;
  /** Ids of those that carry our tag. */
  readonly owned: ReadonlySet<string>;
}

export interface InventoryEntity {
  readonly id: string;
  /** decK's word for the kind, as in a diff. */
  readonly kind: string;
  /** What Konnect keeps unique among entities of the kind; undefined where only the id is. */
  readonly identity: string | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads a dump with ids in JSON; undefined when it is not one. Lists stand inside of what they belong to. */
export function readDump(output: string): Map<string, InventoryEntity> | undefined {
  let root: unknown;
  try {
    root = output.trim() === '' ? {} : JSON.parse(output);
  } catch {
    return undefined;
  }
  if (!isRecord(root)) return undefined;
  const entities = new Map<string, InventoryEntity>();
  const walk = (parent: Fields, parentId: string) => {
    for (const [list, kind] of Object.entries(entityKinds)) {
      const items = parent[list];
      if (!Array.isArray(items)) continue;
      for (const item of items) {
        if (!isRecord(item)) continue;
        const { id } = item;
        if (typeof id === 'string') entities.set(id, { id, kind, identity: identityOf(kind, item, parentId) });
        walk(item, typeof id === 'string' ? id : '');
      }
    }
  };
  walk(root, '');
  return entities;
}

/** What Konnect keeps unique of an entity, in the same words for dumps and for diffs. */
export function identityOf(kind: string, entity: Fields, parent = ''): string | undefined {
  const { name, username } = entity;
  switch (kind) {
    case 'service':
    case 'route':
    case 'upstream':
    case 'consumer-group':
    case 'sni':
      return typeof name === 'string' ? `${kind} ${name}` : undefined;
    case 'consumer':
      return typeof username === 'string' ? `${kind} ${username}` : undefined;
    case 'plugin': {
      const owners = ['service', 'route', 'consumer', 'consumer_group'].map((key) => reference(entity[key]));
      const scope = owners.every((owner) => owner === '')
        ? parent
        : owners
            .filter((owner) => owner !== '')
            .sort()
            .join(' ');
      return `${kind} ${String(name)} ${String(entity.instance_name ?? '')} ${scope}`;
    }
    default:
      return undefined;
  }
}

function reference(value: unknown): string {
  if (typeof value === 'string') return value;
  return isRecord(value) && typeof value.id === 'string' ? value.id : '';
}
