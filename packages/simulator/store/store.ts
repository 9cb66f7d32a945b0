import { Table } from './table.ts';

/** The scope of objects without a parent. */
export const TOP = '';

/**
 * The objects of one organization on one host: tables by name, in the scope of the object that owns them. For example,
 * an API's documents are the table `documents` in the API's scope. Deleting an object removes its scope with everything
 * below it.
 */
export class Store {
  readonly #scopes = new Map<string, Map<string, Table>>();

  /** The table with that name in that scope; empty at first. */
  table(name: string, scope: string = TOP): Table {
    let tables = this.#scopes.get(scope);
    if (tables === undefined) {
      tables = new Map();
      this.#scopes.set(scope, tables);
    }
    let table = tables.get(name);
    if (table === undefined) {
      table = new Table();
      tables.set(name, table);
    }
    return table;
  }

  /** Removes all tables in the scope of a deleted object, and the scopes of their rows. */
  drop(scope: string): void {
    const tables = this.#scopes.get(scope);
    if (tables === undefined) return;
    this.#scopes.delete(scope);
    for (const table of tables.values()) for (const row of table.rows()) this.drop(row.id);
  }

  /** Every table with rows, by scope and name, sorted. */
  *tables(): Generator<readonly [scope: string, name: string, table: Table]> {
    for (const scope of [...this.#scopes.keys()].sort()) {
      const tables = this.#scopes.get(scope) ?? new Map<string, Table>();
      for (const name of [...tables.keys()].sort()) {
        const table = tables.get(name);
        if (table !== undefined && table.size > 0) yield [scope, name, table];
      }
    }
  }
}
