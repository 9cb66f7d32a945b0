import { existing } from '../collection.ts';
import { answer, type SimulatedResponse } from '../request.ts';
import { type Call, type Method, param, type Route } from '../route.ts';
import { isFields } from '../rules/merge.ts';
import type { Row } from '../store/table.ts';
import { referenced, removeEntity } from './constraints.ts';
import { ENTITIES } from './entities.ts';
import type { Entity } from './entity.ts';
import { entityTable } from './entity-table.ts';
import { writeEntity } from './entity-write.ts';
import { entityNotFound } from './gateway-error.ts';
import { NESTINGS, type Nesting } from './nestings.ts';
import { offsetPage } from './offset-page.ts';

/** The path of a control plane's gateway entities (Konnect API contract 3.15.0). */
export const BASE = '/v2/control-planes/{controlPlaneId}/core-entities';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const BY_COLLECTION = new Map(ENTITIES.map((entity) => [entity.collection, entity]));

/** The control plane in a path. @throws Refusal 404 when it does not exist in this region. */
export function planeOf(call: Call): string {
  return existing(call, 'control-planes', param(call, 'controlPlaneId'), 'control plane').id;
}

/** Finds an entity by id or by one of the fields that name it. */
export function lookUp(entity: Entity, idOrName: string, plane: string, call: Call): Row | undefined {
  const table = entityTable(call.store, plane, entity.collection);
  const byId = table.get(idOrName);
  if (byId !== undefined) return byId;
  for (const field of entity.names ?? []) {
    const [named] = table.by(field, idOrName);
    if (named !== undefined) return named;
  }
  return undefined;
}

/** @throws Refusal 404 when there is no such entity. */
export function findEntity(entity: Entity, idOrName: string, plane: string, call: Call): Row {
  const row = lookUp(entity, idOrName, plane, call);
  if (row === undefined) throw entityNotFound(`${entity.collection} ${idOrName}`);
  return row;
}

/** The description of a collection; every name in this folder has one. */
export function entityOf(collection: string): Entity {
  const entity = BY_COLLECTION.get(collection);
  if (entity === undefined) throw new Error(`no entity collection ${collection}`);
  return entity;
}

/** The id for a PUT: the client's own, or that of the entity with this name. */
function target(entity: Entity, idOrName: string, plane: string, call: Call): string | undefined {
  return UUID.test(idOrName) ? idOrName : lookUp(entity, idOrName, plane, call)?.id;
}

function route(method: Method, path: string, run: (call: Call, plane: string) => SimulatedResponse): Route {
  return { host: 'regional', method, path, run: (call) => run(call, planeOf(call)) };
}

/** Consumer groups have answers of another shape, see `consumer-groups.ts`. */
const OWN_VIEW = new Set(['consumer_groups']);

function flatRoutes(entity: Entity): Route[] {
  const path = `${BASE}/${entity.collection}`;
  const single = `${path}/{entity}`;
  const rows = (call: Call, plane: string) => entityTable(call.store, plane, entity.collection);
  const routes = [route('GET', path, (call, plane) => offsetPage(call, rows(call, plane)))];
  if (entity.flat !== 'list' && !OWN_VIEW.has(entity.collection)) {
    routes.push(
      route('GET', single, (call, plane) => answer(200, findEntity(entity, param(call, 'entity'), plane, call))),
    );
  }
  if (entity.flat !== undefined) return routes;
  return [
    ...routes,
    route('POST', path, (call, plane) => answer(201, writeEntity(entity, plane, undefined, {}, call))),
    route('PUT', single, (call, plane) => {
      const id = target(entity, param(call, 'entity'), plane, call);
      return answer(200, writeEntity(entity, plane, id, {}, call));
    }),
    route('DELETE', single, (call, plane) =>
      remove(entity, lookUp(entity, param(call, 'entity'), plane, call), plane, call),
    ),
  ];
}

function nestedRoutes({ parent, segment, collection, field }: Nesting): Route[] {
  const entity = entityOf(collection);
  const path = `${BASE}/${parent}/{parent}/${segment}`;
  const single = `${path}/{entity}`;
  const owner = (call: Call, plane: string) => findEntity(entityOf(parent), param(call, 'parent'), plane, call);
  const owned = (call: Call, plane: string): Row | undefined => {
    const { id } = owner(call, plane);
    const row = lookUp(entity, param(call, 'entity'), plane, call);
    return row !== undefined && referenced(row, field) === id ? row : undefined;
  };
  return [
    route('GET', path, (call, plane) => {
      const { id } = owner(call, plane);
      return offsetPage(
        call,
        [...entityTable(call.store, plane, collection).rows()].filter((row) => referenced(row, field) === id),
      );
    }),
    route('POST', path, (call, plane) => {
      const set = { [field]: { id: owner(call, plane).id } };
      return answer(201, writeEntity(entity, plane, undefined, set, call));
    }),
    route('GET', single, (call, plane) => {
      const row = owned(call, plane);
      if (row === undefined) throw entityNotFound(`${collection} ${param(call, 'entity')}`);
      return answer(200, row);
    }),
    route('PUT', single, (call, plane) => {
      const set = { [field]: { id: owner(call, plane).id } };
      const id = target(entity, param(call, 'entity'), plane, call);
      return answer(200, writeEntity(entity, plane, id, set, call));
    }),
    route('DELETE', single, (call, plane) => remove(entity, owned(call, plane), plane, call)),
  ];
}

/** 204 even when there is nothing to delete: the contract lists no 404 for it. */
function remove(entity: Entity, row: Row | undefined, plane: string, call: Call): SimulatedResponse {
  if (row !== undefined) removeEntity(entity.collection, row, plane, call);
  return answer(204);
}

/** `partials/{id}/links`: the plugins that take a part of their configuration from a partial (contract 3.15.0). */
const partialLinks = route('GET', `${BASE}/partials/{parent}/links`, (call, plane) => {
  const { id } = findEntity(entityOf('partials'), param(call, 'parent'), plane, call);
  const plugins = [...entityTable(call.store, plane, 'plugins').rows()].filter(
    ({ partials }) => Array.isArray(partials) && partials.some((one) => isFields(one) && one.id === id),
  );
  const data = plugins.map((plugin) => {
    const { name, instance_name } = plugin;
    return { id: plugin.id, name, ...(typeof instance_name === 'string' ? { instance_name } : {}) };
  });
  return answer(200, { count: data.length, data });
});

export const coreEntityRoutes: Route[] = [
  ...ENTITIES.flatMap(flatRoutes),
  ...NESTINGS.flatMap(nestedRoutes),
  partialLinks,
];
