import type { Update } from '@konduct/core/provider/provider';
import { valueAt } from '@konduct/core/value/value-at';
import { specificationSource, specificationSteps, versionSteps } from './api-specification.ts';
import { createdAtField, idField, labelsField, updatedAtField } from './field-shapes.ts';
import type { KonnectKind, Step } from './kind.ts';
import { admin, creator, viewer } from './role.ts';
import { changedBody, patch, post, unvouched } from './step.ts';

const entityType = 'APIs';

/** Konnect API contract 3.15.0, `/v3/apis` and `/v3/apis/{apiId}/versions`. Lists do not have the specification. */
export const api: KonnectKind = {
  name: 'API',
  description: 'An API in the catalog, with its specification.',
  scope: 'regional',
  contract: {
    version: '3.15.0',
    paths: ['/v3/apis', '/v3/apis/{apiId}', '/v3/apis/{apiId}/versions', '/v3/apis/{apiId}/versions/{versionId}'],
  },
  assumed: ['An API without a slug gets one of its name and version.'],
  goesWith: ['its versions, documents and icon', 'registrations for it'],
  fields: {
    name: { type: 'string', description: 'Its name.', required: true, minLength: 1, maxLength: 255 },
    version: { type: 'string', description: 'Its version.', minLength: 1, maxLength: 255, nullable: true },
    description: { type: 'string', description: 'What it offers.', nullable: true },
    slug: { type: 'string', description: 'Its part of addresses in portals.', pattern: '^[\\w-]+$', nullable: true },
    attributes: {
      type: 'object',
      description: 'Attributes: names with lists of values; null takes one away.',
      values: {
        type: 'array',
        description: 'The values of an attribute, 1 to 20.',
        items: { type: 'string', description: 'A value.', minLength: 1, maxLength: 512, pattern: '^[^,<>]*$' },
      },
    },
    labels: labelsField,
    spec_content: { type: 'content', description: 'The specification, as a document.', compare: 'digest' },
  },
  computed: {
    id: idField,
    current_version_summary: {
      type: 'object',
      description: 'The version that holds the specification.',
      properties: {
        id: { type: 'string', description: 'The id of the version.' },
        version: { type: 'string', description: 'Its name.' },
      },
    },
    created_at: createdAtField,
    updated_at: updatedAtField,
  },
  identity: ['name'],
  prefer: ['version'],
  unique: [['name', 'version']],
  markedByKoctl: true,
  cannotBeUndone: [
    { what: 'registrations for the API, and versions made by hand', has: 'unknown' },
    { what: 'its documents made by hand', has: { contents: ['documents'] } },
  ],
  contents: ['documents'],
  collection: [],
  ownership: 'labels',
  list: { path: '/v3/apis', paging: 'page', pageSize: 100, lookup: { name: 'filter[name][eq]' } },
  defaults: { attributes: {} },
  item: '/v3/apis/{id}',
  holds: { documents: [{ list: { path: '/v3/apis/{id}/documents', paging: 'tree' }, name: 'title' }] },
  roles: { read: viewer(entityType), create: creator(entityType), update: admin(entityType) },
  refusesDuplicates: true,
  // Konnect shows the summary of the version that has the API's own name.
  unfinished: (fields) => fields.version !== undefined && valueAt(fields, 'current_version_summary.id') === undefined,
  detail: specificationSource,
  create: (write) => [post('/v3/apis', write)],
  update,
};

/**
 * The first step removes the digest label, the last one writes it again: after a crash in between, the API counts as
 * changed.
 */
function update(update: Update): readonly Step[] {
  const content = update.desired.spec_content;
  if (!update.changed.includes('spec_content') || typeof content !== 'string')
    return [...versionSteps(update), ...bodyStep(update)];
  const { steps, rest } = unvouched('/v3/apis/{id}', update);
  return [...steps, ...specificationSteps(update, content), ...bodyStep(rest)];
}

function bodyStep(update: Update): readonly Step[] {
  const body = changedBody(update, { without: ['spec_content'] });
  return Object.keys(body).length > 0 ? [patch('/v3/apis/{id}', update, body)] : [];
}
