import { compareText } from '@konduct/core/value/compare-text';
import { isRecord } from '@konduct/core/value/record';
import type { EntityChange } from './change.ts';
import { entityName, nameInOthers } from './entity-name.ts';
import type { Secrets } from './fields.ts';
import type { Inventory, InventoryEntity } from './inventory.ts';
import { type Effect, relations } from './relations.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Something of others that depends on an entity which a diff deletes. */
export interface Dependent {
  /**
   * By which people name it to have it deleted: the id of the entity; of a membership the ids of the group and the
   * consumer.
   */
  readonly address: string;
  /** decK's word for the kind. */
  readonly kind: string;
  /** The entity itself; of a membership, the consumer. */
  readonly entity: InventoryEntity;
  /** The entity that is deleted and that it depends on. */
  readonly on: InventoryEntity;
  readonly effect: Effect;
}

/**
 * Finds what is not ours and depends on an entity that a diff deletes. decK, which sees only what has our tag, names none
 * of it: Kong deletes it along, or refuses the deletion because of it. What goes along may take more along. What the diff
 * writes itself, such as a plugin that it takes over and puts elsewhere, is not among it. Sorted by kind and address.
 */
export function findDependents(changes: readonly EntityChange[], { entities, owned }: Inventory): Dependent[] {
  const gone = new Map<string, InventoryEntity>();
  const written = new Set<string>();
  for (const { action, id } of changes) {
    const there = id === undefined ? undefined : entities.get(id);
    if (!there) continue;
    if (action === 'delete') gone.set(there.id, there);
    else written.add(there.id);
  }
  if (gone.size === 0) return [];
  const links = linksIn(entities).filter(
    ({ entity, kind }) => !owned.has(entity.id) && (kind === membership || !written.has(entity.id)),
  );
  const found = new Map<string, Dependent>();
  const add = (link: Link, effect: Effect) => {
    if (link.effect !== effect || !gone.has(link.on.id) || gone.has(link.address) || found.has(link.address)) return;
    found.set(link.address, link);
    // Another pass finds what depends on this one in turn.
    if (effect === 'goes-along' && link.kind !== membership) gone.set(link.entity.id, link.entity);
  };
  for (let known = -1; known < found.size; ) {
    known = found.size;
    for (const link of links) add(link, 'goes-along');
  }
  for (const link of links) add(link, 'stands-in-the-way');
  return [...found.values()].sort((a, b) => compareText(a.kind, b.kind) || compareText(a.address, b.address));
}

/** The deletion of something that goes along with an entity of ours. */
export function dependentChange({ address, kind, entity, on }: Dependent, secrets: Secrets): EntityChange {
  const deletedWith = `${on.kind} ${nameIn(on, secrets)}`;
  return { action: 'delete', kind, name: nameIn(entity, secrets), id: address, fields: [], deletedWith };
}

type Link = Dependent;

/** decK's word for a consumer's place in a group. It has no tag and is ours if the consumer is. */
const membership = 'consumer-group-consumer';

function linksIn(entities: Inventory['entities']): Link[] {
  const byName = new Map<string, InventoryEntity>();
  for (const entity of entities.values())
    for (const name of namesOf(entity.fields)) byName.set(`${entity.kind} ${name}`, entity);
  const find = (kind: string, reference: string) => {
    const there = entities.get(reference);
    return there?.kind === kind ? there : byName.get(`${kind} ${reference}`);
  };
  return [...entities.values()].flatMap((entity): Link[] => {
    const { id: address, kind, parent, fields } = entity;
    const own = (relations[kind] ?? []).flatMap(({ field, on: owner, effect }) => {
      const others = referencesIn(fields, field).flatMap((reference) => find(owner, reference) ?? []);
      const all = parent?.kind === owner ? [parent, ...others] : others;
      return all.map((on): Link => ({ address, kind, entity, on, effect }));
    });
    if (kind !== 'consumer') return own;
    const groups = referencesIn(fields, 'groups').flatMap((reference) => find('consumer-group', reference) ?? []);
    const memberships = groups.map(
      (on): Link => ({ address: `${on.id}/${address}`, kind: membership, entity, on, effect: 'goes-along' }),
    );
    return [...own, ...memberships];
  });
}

/** The ids or names in a field: a text, an object with either, or a list of those. */
function referencesIn(fields: Fields, path: string): string[] {
  const value = path.split('.').reduce<unknown>((within, key) => (isRecord(within) ? within[key] : undefined), fields);
  return [value].flat().flatMap((item) => {
    if (typeof item === 'string') return [item];
    if (!isRecord(item)) return [];
    return typeof item.id === 'string' ? [item.id] : namesOf(item);
  });
}

function namesOf({ name, username, custom_id: customId }: Fields): string[] {
  return [name, username, customId].filter((value) => typeof value === 'string');
}

function nameIn({ id, kind, fields, parent }: InventoryEntity, secrets: Secrets): string {
  const body = parent?.kind === 'consumer' ? { ...fields, consumer: parent.fields } : fields;
  return entityName({ kind, name: nameInOthers(fields) ?? id, body, id }, new Map(), secrets);
}
