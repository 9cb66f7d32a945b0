import type { Store } from '../store/store.ts';
import type { Table } from '../store/table.ts';

/** The entities of one collection in one control plane; they go when the control plane goes. */
export function entityTable(store: Store, controlPlaneId: string, collection: string): Table {
  return store.table(`core-entities/${collection}`, controlPlaneId);
}
