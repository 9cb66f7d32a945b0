import type { Call } from '../route.ts';
import { isFields } from '../rules/merge.ts';
import type { Row } from '../store/table.ts';
import { ENTITIES } from './entities.ts';
import type { Entity } from './entity.ts';
import { entityTable } from './entity-table.ts';
import { entityForeign, entityNotUnique, entityReferenced } from './gateway-error.ts';

/** The id in a reference field; undefined when it is not set. */
export function referenced(row: Row, field: string): string | undefined {
  const value = row[field];
  return isFields(value) && typeof value.id === 'string' ? value.id : undefined;
}

/** Checks an entity against the others of its control plane. @throws Refusal 400 for a duplicate or a missing reference. */
export function verifyEntity(entity: Entity, row: Row, plane: string, call: Call): void {
  for (const [field, { collection }] of Object.entries(entity.references ?? {})) {
    const id = referenced(row, field);
    if (id !== undefined && entityTable(call.store, plane, collection).get(id) === undefined)
      throw entityForeign(field, id);
  }
  for (const fields of entity.unique ?? []) {
    const [first = ''] = fields;
    if (row[first] === undefined || row[first] === null) continue;
    const same = entityTable(call.store, plane, entity.collection).by(first, row[first]);
    if (same.some((other) => other.id !== row.id && fields.every((field) => key(other, field) === key(row, field)))) {
      throw entityNotUnique(fields);
    }
  }
}

function key(row: Row, field: string): unknown {
  return referenced(row, field) ?? row[field] ?? undefined;
}

/** Entities by the collection to which they refer, so that a delete only looks at these. */
const POINTING = ENTITIES.flatMap((entity) => [
  ...Object.entries(entity.references ?? {}).map(([field, key]) => ({ entity, field, ...key })),
  ...Object.entries(entity.uses ?? {}).map(([field, collection]) => ({
    entity,
    field,
    collection,
    onDelete: 'refuse' as const,
  })),
]);

/**
 * Deletes an entity with those that belong to it: a service's plugins, a consumer's credentials.
 *
 * @throws Refusal 400 when another entity refers to it without belonging to it, such as a route to its service
 */
export function removeEntity(collection: string, row: Row, plane: string, call: Call): void {
  const pointing = POINTING.filter((other) => other.collection === collection);
  const found = pointing.map(({ entity, field, onDelete }) => ({
    collection: entity.collection,
    onDelete,
    rows: [...entityTable(call.store, plane, entity.collection).rows()].filter((other) =>
      idsAt(other, field).includes(row.id),
    ),
  }));
  const user = found.find(({ onDelete, rows }) => onDelete === 'refuse' && rows.length > 0);
  if (user !== undefined) throw entityReferenced(user.collection.replace(/s$/, ''));
  for (const { collection: owned, rows } of found) for (const other of rows) removeEntity(owned, other, plane, call);
  forgetMemberships(collection, row.id, plane, call);
  entityTable(call.store, plane, collection).remove(row.id);
}

/** The ids at a dotted field: of a reference, or of a list of ids or references. */
function idsAt(row: Row, path: string): string[] {
  const value = path.split('.').reduce<unknown>((within, key) => (isFields(within) ? within[key] : undefined), row);
  return [value].flat().flatMap((item) => {
    const id = isFields(item) ? item.id : item;
    return typeof id === 'string' ? [id] : [];
  });
}

const MEMBER_FIELD: Readonly<Record<string, string>> = { consumers: 'consumer', consumer_groups: 'group' };

function forgetMemberships(collection: string, id: string, plane: string, call: Call): void {
  const field = MEMBER_FIELD[collection];
  if (field === undefined) return;
  const members = entityTable(call.store, plane, 'members');
  for (const member of members.by(field, id)) members.remove(member.id);
}
