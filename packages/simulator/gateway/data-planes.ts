import { type Collection, existing, type Parent, routesOf } from '../collection.ts';
import { certificateIn } from '../kinds/certificate.ts';
import { answer } from '../request.ts';
import { type Call, param, type Route } from '../route.ts';
import { allItems, cursorSlice } from '../rules/page.ts';
import { openRecord, required, text } from '../rules/shape.ts';
import { sortedKeys } from '../rules/sorted-keys.ts';
import type { State } from '../state.ts';
import { digest } from '../store/identifier.ts';
import type { Row } from '../store/table.ts';
import { ENTITIES } from './entities.ts';
import { entityTable } from './entity-table.ts';

export const CONTROL_PLANE: Parent = { table: 'control-planes', parameter: 'controlPlaneId', noun: 'control plane' };

const certificate = openRecord({ cert: required(text({ min: 1 })), title: text() });

/** The platform's timestamps are texts, those of data planes are seconds (contract 3.15.0). */
export function inSeconds({ created_at, updated_at, ...rest }: Row): Row {
  const seconds = (stamp: unknown) => Math.floor(Date.parse(String(stamp)) / 1000);
  return { ...rest, created_at: seconds(created_at), updated_at: seconds(updated_at) };
}

const certificates: Collection = {
  host: 'regional',
  path: '/v2/control-planes/{controlPlaneId}/dp-client-certificates',
  parameter: 'certificateId',
  table: 'dp-client-certificates',
  noun: 'data plane certificate',
  parents: [CONTROL_PLANE],
  listing: { filters: {}, item: inSeconds },
  page: (call, table, listing) => {
    const items = allItems(call, table, listing);
    return answer(200, { items, page: { total_count: items.length } });
  },
  create: certificate,
  replace: certificate,
  verify: ({ cert }) => void certificateIn('cert', String(cert)),
  build: ({ cert, title }) => ({ cert, ...(title === undefined ? {} : { title }) }),
  view: (row) => ({ item: inSeconds(row) }),
};

/** Data planes as they connected; the list is a cursor list in an envelope of its own (contract 3.15.0). */
const nodes: Collection = {
  host: 'regional',
  path: '/v2/control-planes/{controlPlaneId}/nodes',
  parameter: 'nodeId',
  table: 'nodes',
  noun: 'data plane',
  parents: [CONTROL_PLANE],
  listing: { filters: {}, item: (row) => row },
  page: (call, table, listing) => {
    const { items, links, total } = cursorSlice(call, table, listing);
    return answer(200, { items, page: { total_count: total, ...(links.next === null ? {} : { next: links.next }) } });
  },
  view: (item) => ({ item }),
};

/** A data plane that connects. */
export interface DataPlane {
  /** Its control plane, in any organization and region. */
  readonly controlPlaneId: string;
  readonly hostname?: string;
  readonly version?: string;
}

/**
 * Connects a data plane, as a gateway with a certificate of its control plane would; no call of the API does this.
 *
 * @returns its id
 * @throws Error when no organization has the control plane
 */
export function connectDataPlane(state: State, { controlPlaneId, hostname, version = '3.11.0.0' }: DataPlane): string {
  const stores = [...state.organizations.values()].flatMap((organization) => [...organization.stores.values()]);
  const store = stores.find((one) => one.table('control-planes').get(controlPlaneId) !== undefined);
  if (store === undefined) throw new Error(`no control plane ${controlPlaneId}`);
  const table = store.table('nodes', controlPlaneId);
  const now = Math.floor(state.clock() / 1000);
  const id = state.newId();
  table.put({
    id,
    version,
    hostname: hostname ?? `data-plane-${table.size + 1}`,
    type: 'kong-proxy',
    last_ping: now,
    config_hash: digest(`configuration/${version}`).slice(0, 32),
    compatibility_status: { state: 'COMPATIBILITY_STATE_FULLY_COMPATIBLE', issues: [] },
    created_at: now,
    updated_at: now,
  });
  return id;
}

/** A digest of all entities of a control plane, and the time of the newest one's last change, in seconds. */
function configuration(call: Call) {
  const plane = existing(call, 'control-planes', param(call, 'controlPlaneId'), 'control plane');
  const rows = ENTITIES.flatMap(({ collection }) => [...entityTable(call.store, plane.id, collection).rows()]);
  const created = Math.floor(Date.parse(String(plane.created_at)) / 1000);
  const updated = rows.reduce((newest, row) => Math.max(newest, Number(row.updated_at ?? row.created_at)), created);
  return { hash: digest(JSON.stringify(sortedKeys(rows))).slice(0, 32), created, updated };
}

function ofPlane(path: string, read: (call: Call) => unknown): Route {
  const at = `/v2/control-planes/{controlPlaneId}/${path}`;
  return { host: 'regional', method: 'GET', path: at, run: (call) => answer(200, read(call)) };
}

export const dataPlaneRoutes: Route[] = [
  ...routesOf(certificates),
  ...routesOf(nodes),
  ofPlane('expected-config-hash', (call) => {
    const { hash, created, updated } = configuration(call);
    return { expected_hash: hash, created_at: created, updated_at: updated };
  }),
  ofPlane('expected-config-version', (call) => {
    const { hash, updated } = configuration(call);
    return { expected_config_version: hash, created_at: updated };
  }),
  // No version of the simulated data planes is near its end of life.
  ofPlane('nodes/eol', (call) => {
    existing(call, 'control-planes', param(call, 'controlPlaneId'), 'control plane');
    return { items: [], page: { total_count: 0 } };
  }),
];
