import { ExchangeLog } from '@konduct/simulator/serve/exchange-log';
import { Faults } from '@konduct/simulator/serve/faults';
import { createSimulatorServer, listen } from '@konduct/simulator/serve/server';
import { load, type Snapshot, save } from '@konduct/simulator/snapshot';
import { State } from '@konduct/simulator/state';
import { SavedState } from '../../test/e2e/saved-state.ts';
import type { Item } from './content.ts';

/** A Konnect that starts from a snapshot. */
export interface Konnect {
  readonly url: string;
  state(): Snapshot;
  close(): Promise<void>;
}

/** Starts a simulator with the contents of a snapshot, or an empty one. */
export async function startKonnect(snapshot?: Snapshot): Promise<Konnect> {
  const options = { clock: Date.now };
  const state = snapshot ? load(snapshot, options) : new State(options);
  const server = createSimulatorServer({
    state,
    faults: new Faults(),
    log: new ExchangeLog(),
    latencyMs: 0,
    recordBodies: false,
    changed: () => {},
  });
  const port = await listen(server, 0);
  return {
    url: `http://127.0.0.1:${port}`,
    state: () => save(state),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** All objects of an organization, each named by its place and its name. */
export function itemsOf(snapshot: Snapshot, token: string): Item[] {
  return Object.entries(new SavedState(snapshot, token).content()).flatMap(([table, rows]) =>
    rows.map((row) => ({ name: `${table} ${nameOf(row)}`, value: JSON.stringify(row) })),
  );
}

/**
 * The values that tell an object from its neighbours; empty for a single object, or where only all values together do.
 */
function nameOf(row: Readonly<Record<string, unknown>>): string {
  const naming = ['name', 'email', 'slug', 'version', 'type', 'role_name', 'entity_id', 'member_id', 'portal_id'];
  return JSON.stringify(naming.flatMap((field) => row[field] ?? []));
}
