import { type Collection, routesOf } from '../collection.ts';
import type { Call, Route } from '../route.ts';
import { LABELS, NAME } from '../rules/filter.ts';
import { problem } from '../rules/problem.ts';
import { labels, labelsUpdate, nullable, openRecord, optional, record, required, text } from '../rules/shape.ts';
import type { Row } from '../store/table.ts';

const fields = {
  name: required(text({ min: 1, max: 120, pattern: /^[0-9a-z.-]+$/ })),
  display_name: required(text({ min: 1, max: 120 })),
  description: nullable(text({ max: 2048 })),
  custom_fields: nullable(openRecord({})),
};

/** The public documentation names no status for a name in use; 409 is that of Konnect's other unique names (inferred). */
function verifyName(service: Row, call: Call): void {
  const taken = call.store.table('catalog-services').by('name', service.name);
  if (taken.some(({ id }) => id !== service.id)) throw problem(409, `name: "${service.name}" already exists`);
}

/**
 * `/v1/catalog-services`, absent from the contract. Fields and limits are those of Konnect's public documentation; PATCH,
 * DELETE and the filters are inferred from Konnect's other collections.
 */
const services: Collection = {
  host: 'regional',
  path: '/v1/catalog-services',
  parameter: 'id',
  table: 'catalog-services',
  noun: 'catalog service',
  listing: { filters: { name: NAME, display_name: NAME, labels: LABELS }, sort: ['name', 'created_at'] },
  create: record({ ...fields, labels: labels() }),
  update: record({ ...optional(fields), labels: labelsUpdate() }),
  unset: { labels: {}, custom_fields: {} },
  build: ({ name, display_name, description = null, custom_fields, labels: given = {} }) => ({
    name,
    display_name,
    description,
    custom_fields: custom_fields ?? {},
    labels: given,
  }),
  verify: verifyName,
};

export const catalogServiceRoutes: Route[] = routesOf(services);
