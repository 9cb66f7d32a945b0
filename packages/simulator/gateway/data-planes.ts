import { type Collection, find, routesOf } from '../collection.ts';
import { answer } from '../request.ts';
import type { Route } from '../route.ts';
import { allItems } from '../rules/page.ts';
import { openRecord, required, text } from '../rules/shape.ts';
import type { Row } from '../store/table.ts';

const certificate = openRecord({ cert: required(text({ min: 1 })), title: text() });

/** The platform's timestamps are texts, those of data planes are seconds (contract 3.15.0). */
function view({ created_at, updated_at, ...rest }: Row): Row {
  const seconds = (stamp: unknown) => Math.floor(Date.parse(String(stamp)) / 1000);
  return { ...rest, created_at: seconds(created_at), updated_at: seconds(updated_at) };
}

const certificates: Collection = {
  host: 'regional',
  path: '/v2/control-planes/{controlPlaneId}/dp-client-certificates',
  parameter: 'certificateId',
  table: 'dp-client-certificates',
  noun: 'data plane certificate',
  parents: [{ table: 'control-planes', parameter: 'controlPlaneId', noun: 'control plane' }],
  listing: { filters: {}, item: view },
  page: (call, table, listing) => {
    const items = allItems(call, table, listing);
    return answer(200, { items, page: { total_count: items.length } });
  },
  create: certificate,
  replace: certificate,
  build: ({ cert, title }) => ({ cert, ...(title === undefined ? {} : { title }) }),
  view: (row) => ({ item: view(row) }),
};

/** No data plane ever connects to the simulator. */
const nodes: Route = {
  host: 'regional',
  method: 'GET',
  path: '/v2/control-planes/{controlPlaneId}/nodes',
  run: (call) => {
    find({ table: 'control-planes', parameter: 'controlPlaneId', noun: 'control plane' }, call);
    return answer(200, { items: [], page: { total_count: 0 } });
  },
};

export const dataPlaneRoutes: Route[] = [...routesOf(certificates), nodes];
