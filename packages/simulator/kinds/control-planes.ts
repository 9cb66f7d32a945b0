import { type Collection, routesOf } from '../collection.ts';
import type { Call } from '../route.ts';
import type { Fields } from '../rules/merge.ts';
import { numberedPage } from '../rules/page.ts';
import { problem } from '../rules/problem.ts';
import { choice, flag, labels, list, optional, record, required, text, whole } from '../rules/shape.ts';
import { digest } from '../store/identifier.ts';
import type { Row, Table } from '../store/table.ts';

/** The type of a control plane whose members are other control planes. */
export const GROUP = 'CLUSTER_TYPE_CONTROL_PLANE_GROUP';

/** Konnect API contract 3.15.0, `CreateControlPlaneRequest.cluster_type`. */
const CLUSTER_TYPES = [
  'CLUSTER_TYPE_CONTROL_PLANE',
  'CLUSTER_TYPE_K8S_INGRESS_CONTROLLER',
  GROUP,
  'CLUSTER_TYPE_SERVERLESS',
  'CLUSTER_TYPE_KAFKA_NATIVE_EVENT_PROXY',
  'CLUSTER_TYPE_SERVERLESS_V1',
];

const proxyUrl = record({
  host: required(text({ min: 1, max: 120 })),
  port: required(whole({ min: 1 })),
  protocol: required(text({ min: 1, max: 32 })),
});

const changeable = {
  name: required(text({ min: 2, max: 256 })),
  description: text({ max: 2048 }),
  auth_type: choice('pinned_client_certs', 'pki_client_certs'),
  proxy_urls: list(proxyUrl, { max: 5 }),
  labels: labels(),
};

/** Seen on the real service: a 409 with this very detail. */
function verifyName(plane: Row, call: Call): void {
  const taken = call.store.table('control-planes').by('name', plane.name);
  if (taken.some((other) => other.id !== plane.id)) {
    throw problem(409, `Key (org_id, name)=(${call.organization.id}, ${plane.name}) already exists.`);
  }
}

/** The fields in `config` are stored beside the others, so that filters find them. */
function view(plane: Row, call: Call): unknown {
  const { id, name, description, labels, cluster_type, auth_type, cloud_gateway, proxy_urls, created_at, updated_at } =
    plane;
  const endpoint = digest(id).slice(0, 10);
  return {
    id,
    name,
    description,
    labels,
    config: {
      control_plane_endpoint: `https://${endpoint}.${call.host}.cp.konnect.invalid`,
      telemetry_endpoint: `https://${endpoint}.${call.host}.tp.konnect.invalid`,
      cluster_type,
      auth_type,
      cloud_gateway,
      proxy_urls,
    },
    created_at,
    updated_at,
  };
}

/** Control planes filter labels with `labels=key:value,existCheck` instead of `filter[labels.…]` (contract 3.15.0). */
function labelled(call: Call, table: Table): Table | Row[] {
  const wanted = call.query.parameters.get('labels');
  if (wanted === null || wanted === '') return table;
  const tests = wanted.split(',').map((part) => part.split(':', 2));
  return [...table.rows()].filter((row) => {
    const labels = row.labels as Fields;
    return tests.every(([key = '', value]) => (value === undefined ? key in labels : labels[key] === value));
  });
}

/** Ends the memberships of a deleted control plane in groups. */
function leaveGroups(plane: Row, call: Call): void {
  for (const { id } of call.store.table('control-planes').by('cluster_type', GROUP)) {
    call.store.table('group-members', id).remove(plane.id);
  }
}

/** `/v2/control-planes` (Konnect API contract 3.15.0). A PATCH replaces the labels; kongctl sends all of them. */
export const controlPlanes: Collection = {
  host: 'regional',
  path: '/v2/control-planes',
  parameter: 'controlPlaneId',
  table: 'control-planes',
  noun: 'control plane',
  listing: {
    filters: {
      id: { operators: ['eq', 'oeq'] },
      name: { operators: ['eq', 'neq', 'contains'] },
      cluster_type: { operators: ['eq', 'neq', 'oeq'] },
      cloud_gateway: { operators: ['eq'] },
    },
    sort: ['created_at', 'name'],
  },
  page: (call, table, listing) => numberedPage(call, labelled(call, table), listing),
  create: record({ ...changeable, cluster_type: choice(...CLUSTER_TYPES), cloud_gateway: flag() }),
  update: record(optional(changeable)),
  build: (body) => ({
    name: body.name,
    description: body.description ?? '',
    labels: body.labels ?? {},
    cluster_type: body.cluster_type ?? 'CLUSTER_TYPE_CONTROL_PLANE',
    auth_type: body.auth_type ?? 'pinned_client_certs',
    cloud_gateway: body.cloud_gateway ?? false,
    proxy_urls: body.proxy_urls ?? [],
  }),
  merge: (before, body) => ({ ...before, ...body }),
  verify: verifyName,
  view,
  remove: leaveGroups,
};

export const controlPlaneRoutes = routesOf(controlPlanes);
