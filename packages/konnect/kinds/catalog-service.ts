import { createdAtField, idField, labelsField, updatedAtField } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { admin, creator, viewer } from './role.ts';
import { patch, post } from './step.ts';

const path = '/v1/catalog-services';
const entityType = 'Service Hub';

/** `/v1/catalog-services` of Konnect's public documentation; the contract 3.15.0 leaves it out. */
export const catalogService: KonnectKind = {
  name: 'CatalogService',
  description: "A service in Konnect's catalogue.",
  scope: 'regional',
  contract: 'none',
  assumed: [
    'The fields and their limits are those of the public documentation of `/v1/catalog-services`.',
    'A PATCH merges labels and custom fields, a DELETE ends the service, and `filter[name][eq]` finds it, as elsewhere in Konnect.',
    'A name that is in use is refused with 409.',
    'The roles are those of the entity type `Service Hub`.',
    'No call of the public API links a service to an API, so a label and a custom field say which one it is.',
  ],
  goesWith: ['its links to resources that people made'],
  fields: {
    name: {
      type: 'string',
      description: 'Its name, of which there is one in a region.',
      required: true,
      minLength: 1,
      maxLength: 120,
      pattern: '^[0-9a-z.-]+$',
      patternWords: 'lower-case letters, digits, `.` and `-`',
    },
    display_name: {
      type: 'string',
      description: 'The name people see.',
      required: true,
      minLength: 1,
      maxLength: 120,
    },
    description: { type: 'string', description: 'What it is.', nullable: true, maxLength: 2048 },
    custom_fields: {
      type: 'object',
      description: 'More about it, such as its dashboard; fields that a template does not name stay.',
      values: { type: 'string', description: 'The value of a field.', nullable: true },
    },
    labels: labelsField,
  },
  computed: { id: idField, created_at: createdAtField, updated_at: updatedAtField },
  identity: ['name'],
  collection: [],
  ownership: 'labels',
  unique: [['name']],
  cannotBeUndone: [{ what: 'the links of the service to resources', has: 'unknown' }],
  list: { path, paging: 'page', pageSize: 100, lookup: { name: 'filter[name][eq]' } },
  roles: { read: viewer(entityType), create: creator(entityType), update: admin(entityType) },
  refusesDuplicates: true,
  item: `${path}/{id}`,
  create: (write) => [post(path, write)],
  update: (update) => [patch(`${path}/{id}`, update)],
};
