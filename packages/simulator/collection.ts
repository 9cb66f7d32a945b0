import { answer, type SimulatedResponse } from './request.ts';
import { type Call, type Method, param, type Route } from './route.ts';
import { check } from './rules/check.ts';
import { labelProblems } from './rules/labels.ts';
import { type Fields, mergeResource } from './rules/merge.ts';
import { type Listing, numberedPage } from './rules/page.ts';
import { invalid, notFound } from './rules/problem.ts';
import type { Shape } from './rules/shape.ts';
import type { Row, Table } from './store/table.ts';

/** An object above a collection in its path, such as the API above its documents. */
export interface Parent {
  readonly table: string;
  readonly parameter: string;
  readonly noun: string;
}

/** One collection of the platform API, as its differences from other collections. */
export interface Collection {
  readonly host: 'global' | 'regional';
  readonly path: string;
  /** The path parameter of a single object. */
  readonly parameter: string;
  readonly table: string;
  readonly noun: string;
  /** From the outermost to the innermost; rows are in the scope of the last one. */
  readonly parents?: readonly Parent[];
  readonly listing?: Listing;
  /** How the list is paged; page numbers by default. */
  readonly page?: (call: Call, table: Table, listing: Listing) => SimulatedResponse;
  readonly create?: Shape;
  readonly update?: Shape;
  readonly replace?: Shape;
  readonly replaceStatus?: number;
  /** False when there is no DELETE. */
  readonly removable?: boolean;
  /** False when there is no GET of a single object. */
  readonly readable?: boolean;
  /** The fields of a new object beside id and timestamps. */
  readonly build?: (body: Fields, call: Call) => Fields;
  /** The fields of an object after a PATCH; a merge patch by default. */
  readonly merge?: (before: Row, body: Fields, call: Call) => Fields;
  /** The value of a field after a PATCH with null; null by default. */
  readonly unset?: Fields;
  /** Rules over the whole object: uniqueness, foreign keys. Runs before anything is written. */
  readonly verify?: (row: Row, call: Call, before: Row | undefined) => void;
  /** Runs after a write. */
  readonly written?: (row: Row, call: Call, before: Row | undefined) => void;
  /** The answer for a single object; the row by default. */
  readonly view?: (row: Row, call: Call) => unknown;
  /** The answer to the POST that creates an object, if it has more than later reads. */
  readonly created?: (row: Row, call: Call) => unknown;
  /** Refuses or prepares a delete. */
  readonly remove?: (row: Row, call: Call) => void;
  /** Objects without timestamps. */
  readonly unstamped?: boolean;
}

/** The routes of a collection. Methods that the description leaves out have none. */
export function routesOf(collection: Collection): Route[] {
  const { host, path, listing } = collection;
  const single = `${path}/{${collection.parameter}}`;
  const view = (row: Row, call: Call) => collection.view?.(row, call) ?? row;
  const routes: Route[] = [];
  const add = (method: Method, at: string, run: Route['run']) => routes.push({ host, method, path: at, run });

  if (listing !== undefined) {
    const paged = { ...listing, item: listing.item ?? view };
    add('GET', path, (call) => (collection.page ?? numberedPage)(call, tableOf(collection, call), paged));
  }
  if (collection.readable !== false) add('GET', single, (call) => answer(200, view(find(collection, call), call)));
  if (collection.create) {
    const shape = collection.create;
    add('POST', path, (call) => {
      const table = tableOf(collection, call);
      const row = create(collection, table, check(shape, call.body), call);
      return answer(201, collection.created?.(row, call) ?? view(row, call));
    });
  }
  if (collection.update) {
    const shape = collection.update;
    add('PATCH', single, (call) => {
      const before = find(collection, call);
      const body = check(shape, call.body);
      const merged = collection.merge?.(before, body, call) ?? mergeResource(before, body, collection.unset ?? {});
      return answer(200, view(save(collection, before, merged, call), call));
    });
  }
  if (collection.replace) {
    const shape = collection.replace;
    add('PUT', single, (call) => {
      const before = find(collection, call);
      const body = check(shape, call.body);
      const row = save(collection, before, collection.build?.(body, call) ?? body, call);
      return answer(collection.replaceStatus ?? 200, view(row, call));
    });
  }
  if (collection.removable !== false) {
    add('DELETE', single, (call) => {
      const row = find(collection, call);
      collection.remove?.(row, call);
      tableOf(collection, call).remove(row.id);
      call.store.drop(row.id);
      return answer(204);
    });
  }
  return routes;
}

/** The table of a call. @throws Refusal 404 when a parent does not exist. */
export function tableOf(collection: Pick<Collection, 'table' | 'parents'>, call: Call): Table {
  return call.store.table(collection.table, scopeOf(collection.parents ?? [], call));
}

/** The innermost parent's id. @throws Refusal 404 when one of them does not exist. */
export function scopeOf(parents: readonly Parent[], call: Call): string {
  let scope = '';
  for (const { table, parameter, noun } of parents)
    scope = existing(call, table, param(call, parameter), noun, scope).id;
  return scope;
}

/** An object of this host by id. @throws Refusal 404 when there is none. */
export function existing(call: Call, table: string, id: string, noun: string, scope = ''): Row {
  const row = call.store.table(table, scope).get(id);
  if (row === undefined) throw notFound(noun, id);
  return row;
}

/** The object a path names. @throws Refusal 404 when there is none. */
export function find(collection: Pick<Collection, 'table' | 'parents' | 'parameter' | 'noun'>, call: Call): Row {
  const scope = scopeOf(collection.parents ?? [], call);
  return existing(call, collection.table, param(call, collection.parameter), collection.noun, scope);
}

/** Writes a new object from a checked body. @throws Refusal from the collection's `verify`. */
export function create(collection: Collection, table: Table, body: Fields, call: Call): Row {
  const now = call.state.timestamp();
  const fields = collection.build?.(body, call) ?? body;
  const row: Row = {
    id: call.state.newId(),
    ...fields,
    ...(collection.unstamped ? {} : { created_at: now, updated_at: now }),
  };
  collection.verify?.(row, call, undefined);
  table.put(row);
  collection.written?.(row, call, undefined);
  return row;
}

/** Writes the next version of an object; its id and creation time stay. */
function save(collection: Collection, before: Row, fields: Fields, call: Call): Row {
  const stamps = collection.unstamped ? {} : { created_at: before.created_at, updated_at: call.state.timestamp() };
  const row: Row = { ...fields, ...stamps, id: before.id };
  // Each patch may be within the limits, and their sum beyond.
  const tooMany = 'labels' in row ? labelProblems(row.labels, false) : [];
  if (tooMany.length > 0) throw invalid(tooMany);
  collection.verify?.(row, call, before);
  tableOf(collection, call).put(row);
  collection.written?.(row, call, before);
  return row;
}
