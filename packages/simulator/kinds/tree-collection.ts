import { type Collection, find, routesOf, tableOf } from '../collection.ts';
import { answer } from '../request.ts';
import type { Call, Route } from '../route.ts';
import { check } from '../rules/check.ts';
import { isFields } from '../rules/merge.ts';
import { type Listing, select } from '../rules/page.ts';
import { invalid } from '../rules/problem.ts';
import { nullable, openRecord, uuid, whole } from '../rules/shape.ts';
import { nest } from '../rules/tree.ts';
import type { Row, Table } from '../store/table.ts';

/** A collection whose objects may be parents of each other: portal pages, API documents. */
export interface TreeCollection extends Collection {
  /** The field that names an object's parent. */
  readonly parentField: string;
  /** The status of `…/move`: the contract has 201 for one and 204 for the other. */
  readonly moveStatus: number;
  /** An object in the list, which has no contents. */
  readonly branch: (row: Row) => object;
}

/**
 * The routes of a tree: its list is nested, a delete includes all objects below, `…/move` changes the parent and the
 * position.
 */
export function treeRoutes(tree: TreeCollection): Route[] {
  const { parentField, moveStatus, branch } = tree;
  const page = (call: Call, table: Table, listing: Listing) => {
    const { rows } = select(call, table, listing, 0, Number.POSITIVE_INFINITY);
    return answer(200, { data: nest(rows, parentField, branch) });
  };
  const verify = (row: Row, call: Call, before: Row | undefined) => {
    verifyParent(tableOf(tree, call), row, parentField);
    tree.verify?.(row, call, before);
  };
  const remove = (row: Row, call: Call) => {
    const table = tableOf(tree, call);
    const below = (id: string): Row[] => table.by(parentField, id).flatMap((child) => [child, ...below(child.id)]);
    for (const child of below(row.id)) table.remove(child.id);
  };
  const move: Route = {
    host: tree.host,
    method: 'POST',
    path: `${tree.path}/{${tree.parameter}}/move`,
    run: (call) => {
      const before = find(tree, call);
      const body = check(openRecord({ [parentField]: nullable(uuid()), index: whole() }), call.body);
      const row = { ...before, [parentField]: body[parentField] ?? null, updated_at: call.state.timestamp() };
      verify(row, call, before);
      place(tableOf(tree, call), row, parentField, body.index);
      return answer(moveStatus);
    },
  };
  return [...routesOf({ ...tree, page, verify, remove }), move];
}

/**
 * Moves an object to a position among its siblings. `index` counts from 0; beyond the end it means the end. Inferred:
 * without an index it stays where its age puts it.
 */
function place(table: Table, row: Row, parentField: string, index: unknown): void {
  table.put(row);
  if (typeof index !== 'number') return;
  const others = table.by(parentField, row[parentField]);
  const order = [...table.rows()].filter((other) => other.id !== row.id && others.includes(other));
  order.splice(Math.max(0, index), 0, row);
  for (const sibling of order) {
    table.remove(sibling.id);
    table.put(sibling);
  }
}

/** @throws Refusal 400 for a parent that does not exist or is below the object itself. */
function verifyParent(table: Table, row: Row, parentField: string): void {
  const refuse = (reason: string) =>
    invalid([{ field: parentField, rule: 'missing_reference', reason, source: 'body' }]);
  const seen = new Set([row.id]);
  for (let parent = row[parentField]; typeof parent === 'string'; ) {
    if (seen.has(parent)) throw refuse('must not be below the object itself');
    seen.add(parent);
    const above = table.get(parent);
    if (!isFields(above)) throw refuse('does not exist');
    parent = above[parentField];
  }
}
