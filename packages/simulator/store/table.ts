/** One stored object. Rows are never changed in place: a write stores a new row with the same id. */
export interface Row {
  readonly id: string;
  readonly [field: string]: unknown;
}

/**
 * Rows by id, in the order of their creation, with indices over single fields that are built at their first use and
 * updated with each write. A lookup by name or parent takes the same time in a small platform as in a large one.
 */
export class Table {
  readonly #rows = new Map<string, Row>();
  readonly #indices = new Map<string, Map<unknown, Set<string>>>();

  get size(): number {
    return this.#rows.size;
  }

  get(id: string): Row | undefined {
    return this.#rows.get(id);
  }

  rows(): IterableIterator<Row> {
    return this.#rows.values();
  }

  /** The rows whose `field` is exactly `value`. */
  by(field: string, value: unknown): Row[] {
    const found: Row[] = [];
    for (const id of this.#index(field).get(value) ?? []) {
      const row = this.#rows.get(id);
      if (row !== undefined) found.push(row);
    }
    return found;
  }

  /** Adds a row, or replaces the one with the same id in its place. */
  put(row: Row): void {
    const before = this.#rows.get(row.id);
    this.#rows.set(row.id, row);
    for (const [field, index] of this.#indices) {
      if (before !== undefined && before[field] === row[field]) continue;
      if (before !== undefined) index.get(before[field])?.delete(row.id);
      enter(index, row[field], row.id);
    }
  }

  /** Removes a row; false when there was none. */
  remove(id: string): boolean {
    const row = this.#rows.get(id);
    if (row === undefined) return false;
    this.#rows.delete(id);
    for (const [field, index] of this.#indices) index.get(row[field])?.delete(id);
    return true;
  }

  #index(field: string): Map<unknown, Set<string>> {
    const known = this.#indices.get(field);
    if (known !== undefined) return known;
    const index = new Map<unknown, Set<string>>();
    for (const row of this.#rows.values()) enter(index, row[field], row.id);
    this.#indices.set(field, index);
    return index;
  }
}

function enter(index: Map<unknown, Set<string>>, value: unknown, id: string): void {
  const ids = index.get(value);
  if (ids === undefined) index.set(value, new Set([id]));
  else ids.add(id);
}
