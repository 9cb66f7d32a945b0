import { controlPlaneContents } from './control-plane-contents.ts';
import { createdAtField, idField, labelsField, updatedAtField } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { replacedLabels } from './labels.ts';
import { admin, creator, viewer } from './role.ts';
import { changedBody, patch, post } from './step.ts';

/** Konnect API contract 3.15.0, the enum of `cluster_type`. */
const clusterTypes = ['CONTROL_PLANE', 'K8S_INGRESS_CONTROLLER', 'CONTROL_PLANE_GROUP', 'SERVERLESS', 'SERVERLESS_V1']
  .concat('KAFKA_NATIVE_EVENT_PROXY')
  .map((name) => `CLUSTER_TYPE_${name}`);

const serverlessTypes = ['CLUSTER_TYPE_SERVERLESS', 'CLUSTER_TYPE_SERVERLESS_V1'];
const entityType = 'Control Planes';

/** Konnect API contract 3.15.0, `/v2/control-planes`. Some fields of requests are below `config` in answers. */
export const controlPlane: KonnectKind = {
  name: 'ControlPlane',
  description: 'A control plane: what the gateways of a team get their configuration from.',
  scope: 'regional',
  contract: { version: '3.15.0', paths: ['/v2/control-planes', '/v2/control-planes/{controlPlaneId}'] },
  assumed: [],
  goesWith: ['its gateway entities, data plane certificates and data planes', 'its memberships in groups'],
  fields: {
    name: { type: 'string', description: 'Its name.', required: true, minLength: 2, maxLength: 256 },
    description: { type: 'string', description: 'What it is for.', maxLength: 2048, empty: '' },
    cluster_type: { type: 'string', description: 'What runs there.', immutable: true, enum: clusterTypes },
    auth_type: {
      type: 'string',
      description: 'How data planes prove who they are.',
      enum: ['pinned_client_certs', 'pki_client_certs'],
    },
    cloud_gateway: { type: 'boolean', description: 'Whether Kong hosts its data planes.', immutable: true },
    proxy_urls: {
      type: 'array',
      description: 'Where its data planes are reached; at most five.',
      empty: [],
      items: {
        type: 'object',
        description: 'One address.',
        properties: {
          host: { type: 'string', description: 'Host name.', required: true, minLength: 1, maxLength: 120 },
          port: { type: 'integer', description: 'Port.', required: true },
          protocol: { type: 'string', description: 'Protocol.', required: true, minLength: 1, maxLength: 32 },
        },
      },
    },
    labels: labelsField,
  },
  computed: {
    id: idField,
    control_plane_endpoint: { type: 'string', description: 'Where data planes connect.' },
    telemetry_endpoint: { type: 'string', description: 'Where data planes report.' },
    created_at: createdAtField,
    updated_at: updatedAtField,
  },
  identity: ['name'],
  unique: [['name']],
  cannotBeUndone: [
    { what: "the control plane's address", has: 'always' },
    { what: 'the address of its cloud gateway', has: { fields: { cloud_gateway: [true] } } },
    { what: 'the address of its serverless gateway', has: { fields: { cluster_type: serverlessTypes } } },
    { what: 'the connections of its data planes', has: { contents: ['data planes'] } },
    { what: 'its data plane certificates', has: { contents: ['data plane certificates'] } },
    { what: 'gateway entities that others made in it', has: { contents: ['gateway entities'] } },
  ],
  contents: ['data planes', 'data plane certificates', 'gateway entities'],
  collection: [],
  ownership: 'labels',
  list: { path: '/v2/control-planes', paging: 'page', pageSize: 100, lookup: { name: 'filter[name][eq]' } },
  source: {
    cluster_type: 'config.cluster_type',
    auth_type: 'config.auth_type',
    cloud_gateway: 'config.cloud_gateway',
    proxy_urls: 'config.proxy_urls',
    control_plane_endpoint: 'config.control_plane_endpoint',
    telemetry_endpoint: 'config.telemetry_endpoint',
  },
  defaults: { proxy_urls: [] },
  item: '/v2/control-planes/{id}',
  holds: controlPlaneContents,
  roles: { read: viewer(entityType), create: creator(entityType), update: admin(entityType) },
  refusesDuplicates: true,
  create: (write) => [post('/v2/control-planes', write)],
  update: (update) => {
    // This PATCH takes `Labels`, which cannot be null: the given map replaces the old one.
    const body = changedBody(update, { labels: replacedLabels(update) });
    return [patch('/v2/control-planes/{id}', update, body)];
  },
};
