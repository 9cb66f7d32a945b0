import { createdAtField, idField, labelsField, updatedAtField } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { putMerged } from './put-merged.ts';
import { admin, creator, viewer } from './role.ts';
import { post } from './step.ts';

const path = '/v2/dashboards';
const entityType = 'Dashboards';

/** Konnect API contract 3.15.0, `/v2/dashboards`. The only update is a PUT. */
export const dashboard: KonnectKind = {
  name: 'Dashboard',
  description: 'A dashboard about the traffic of APIs.',
  scope: 'regional',
  contract: { version: '3.15.0', paths: [path, `${path}/{dashboardId}`] },
  assumed: [
    'A second dashboard may have the name of another: names are not unique.',
    'Konnect shows tiles and filters as they were written, without defaults of its own.',
  ],
  goesWith: [],
  fields: {
    name: { type: 'string', description: 'Its name.', required: true, minLength: 1, maxLength: 255 },
    definition: {
      type: 'object',
      description: 'What it shows.',
      required: true,
      properties: {
        tiles: {
          type: 'array',
          description: 'Its tiles, as Konnect describes them.',
          required: true,
          maxItems: 102,
          items: { type: 'object', description: 'A tile.' },
        },
        preset_filters: {
          type: 'array',
          description: 'The filters that all tiles have.',
          items: { type: 'object', description: 'A filter: `field`, `operator` and `value`.' },
        },
      },
    },
    labels: labelsField,
  },
  computed: {
    id: idField,
    created_by: { type: 'string', description: 'Who made it.', personal: true },
    created_at: createdAtField,
    updated_at: updatedAtField,
  },
  identity: ['name'],
  collection: [],
  ownership: 'labels',
  list: { path, paging: 'page', pageSize: 100, lookup: { name: 'filter[name][eq]' } },
  item: `${path}/{id}`,
  roles: { read: viewer(entityType), create: creator(entityType), update: admin(entityType) },
  refusesDuplicates: false,
  create: (write) => [post(path, write)],
  update: (update) => putMerged(`${path}/{id}`, update),
};
