import { createdAtField, idField, idOf, updatedAtField } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { admin, viewer } from './role.ts';
import { post } from './step.ts';

const ofApi = ['APIs', 'an implementation is a part of its API'] as const;

/** Konnect API contract 3.15.0, `/v3/apis/{apiId}/implementations`; there is no update, and one list for all APIs. */
export const apiImplementation: KonnectKind = {
  name: 'APIImplementation',
  description: 'The link from an API to the gateway service that serves it.',
  scope: 'regional',
  contract: {
    version: '3.15.0',
    paths: [
      '/v3/api-implementations',
      '/v3/apis/{apiId}/implementations',
      '/v3/apis/{apiId}/implementations/{implementationId}',
    ],
  },
  assumed: [
    'The control plane and the service are in the region of the API.',
    'A gateway service belongs to one API: a second implementation with it is refused with 409.',
  ],
  goesWith: [],
  fields: {
    api_id: { ...idOf('the API', 'API'), required: true, immutable: true },
    service: {
      type: 'object',
      description: 'The gateway service.',
      required: true,
      immutable: true,
      properties: {
        control_plane_id: {
          ...idOf('the control plane of the service', 'ControlPlane'),
          required: true,
          immutable: true,
        },
        id: { ...idOf('the gateway service', 'GatewayService'), required: true, immutable: true },
      },
    },
  },
  computed: { id: idField, created_at: createdAtField, updated_at: updatedAtField },
  identity: ['api_id', 'service.control_plane_id'],
  collection: [],
  ownership: 'links',
  links: [{ field: 'api_id', goesAlong: true }, { field: 'service.control_plane_id' }],
  leads: { from: 'api_id', to: 'service.id' },
  title: '{api_id} on {service.control_plane_id}',
  list: { path: '/v3/api-implementations', paging: 'page', pageSize: 100, lookup: { api_id: 'filter[api_id][eq]' } },
  item: '/v3/apis/{api_id}/implementations/{id}',
  roles: { read: viewer(...ofApi), create: admin(...ofApi) },
  refusesDuplicates: true,
  create: (write) => [post('/v3/apis/{api_id}/implementations', write)],
};
