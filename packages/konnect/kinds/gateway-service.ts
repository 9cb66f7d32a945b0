import { idField, idOf } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { viewer } from './role.ts';

const tags = {
  type: 'array',
  description: 'Tags; a selector wants every one of its own to be there.',
  items: { type: 'string', description: 'A tag.' },
} as const;

/**
 * Konnect API contract 3.15.0, `/v2/control-planes/{controlPlaneId}/core-entities/services`. decK writes these. Konduct
 * reads all services of a control plane and compares tags itself, because the `tags` parameter takes `,` and `/` for
 * operators.
 */
export const gatewayService: KonnectKind = {
  name: 'GatewayService',
  description: 'A service of a gateway, as decK made it.',
  scope: 'regional',
  contract: { version: '3.15.0', paths: ['/v2/control-planes/{controlPlaneId}/core-entities/services'] },
  assumed: [],
  goesWith: [],
  fields: {
    control_plane_id: { ...idOf('the control plane', 'ControlPlane'), required: true },
    name: { type: 'string', description: 'Its name.' },
    tags,
    host: { type: 'string', description: 'The host name of the upstream.' },
    port: { type: 'integer', description: 'The port of the upstream.' },
    protocol: { type: 'string', description: 'The protocol of the upstream.' },
    path: { type: 'string', description: 'The path of the upstream.' },
    enabled: { type: 'boolean', description: 'Whether it takes requests.' },
  },
  computed: {
    id: idField,
    created_at: { type: 'integer', description: 'When it was created (Unix seconds).' },
    updated_at: { type: 'integer', description: 'When it was last changed (Unix seconds).' },
  },
  identity: ['id'],
  collection: ['control_plane_id'],
  ownership: 'none',
  external: {
    selector: { tags: { ...tags, required: true } },
    yields: 'list',
    source: 'provider',
    describe: (selector) => `a gateway service tagged ${texts(selector.tags).join(' and ')}`,
    matches: (object, selector) => texts(selector.tags).every((tag) => texts(object.tags).includes(tag)),
  },
  list: {
    path: '/v2/control-planes/{control_plane_id}/core-entities/services',
    paging: 'offset',
    pageSize: 1000,
  },
  defaults: { tags: [], enabled: true },
  roles: { read: viewer('Control Planes', 'who sees a control plane sees its gateway services') },
};

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
