import type { Store } from '../store/store.ts';
import type { Table } from '../store/table.ts';

/** The entities of one collection in one control plane. They are deleted with it. */
export function entityTable(store: Store, controlPlaneId: string, collection: string): Table {
  return store.table(`core-entities/${collection}`, controlPlaneId);
}
