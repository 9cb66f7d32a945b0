import type { Row } from '../store/table.ts';

/** A row of a tree list with the rows below it. */
export type Branch = Readonly<Record<string, unknown>> & { readonly children: readonly Branch[] };

/** Nests rows under their parents, in their order. A row whose parent was filtered out is a root. */
export function nest(rows: readonly Row[], parentField: string, item: (row: Row) => object): Branch[] {
  const ids = new Set(rows.map(({ id }) => id));
  const below = Map.groupBy(rows, (row) => {
    const parent = row[parentField];
    return typeof parent === 'string' && ids.has(parent) ? parent : '';
  });
  const grow = (id: string): Branch[] => (below.get(id) ?? []).map((row) => ({ ...item(row), children: grow(row.id) }));
  return grow('');
}
