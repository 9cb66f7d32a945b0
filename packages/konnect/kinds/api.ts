import type { ObservedObject, Update } from '@konduct/core/provider/provider';
import { valueAt } from '@konduct/core/value/value-at';
import { createdAtField, idField, labelsField, updatedAtField } from './field-shapes.ts';
import type { KonnectKind, Step } from './kind.ts';
import { fillPath } from './path.ts';
import { admin, creator, viewer } from './role.ts';
import { changedBody, patch, post, scopeOf } from './step.ts';

const entityType = 'APIs';

/** Konnect API contract 3.15.0, `/v3/apis` and `/v3/apis/{apiId}/versions`. Lists do not hold the specification. */
export const api: KonnectKind = {
  name: 'API',
  description: 'An API in the catalog, with its specification.',
  scope: 'regional',
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
  markedByKoctl: true,
  loses: 'its specification, documents and registrations',
  contents: ['documents'],
  collection: [],
  ownership: 'labels',
  list: { path: '/v3/apis', paging: 'page', pageSize: 100, lookup: { name: 'filter[name][eq]' } },
  defaults: { attributes: {} },
  item: '/v3/apis/{id}',
  holds: { documents: [{ list: { path: '/v3/apis/{id}/documents', paging: 'tree' }, name: 'title' }] },
  roles: { read: viewer(entityType), create: creator(entityType), update: admin(entityType) },
  refusesDuplicates: true,
  unfinished: (fields) => valueAt(fields, 'current_version_summary.id') === undefined,
  detail: {
    request: (object, scope) => {
      const path = versionPath(object);
      return path === undefined ? undefined : { method: 'GET', scope, path };
    },
    decode: (body) => {
      const content = valueAt(body, 'spec.content');
      return typeof content === 'string' ? { spec_content: content } : {};
    },
  },
  create: (write) => [post('/v3/apis', write)],
  update,
};

/** The content first and the digest after it, so that a crash between them never looks like "unchanged". */
function update(update: Update): readonly Step[] {
  const steps = update.changed.includes('spec_content') ? contentSteps(update) : [];
  const body = changedBody(update, { without: ['spec_content'] });
  return Object.keys(body).length > 0 ? [...steps, patch('/v3/apis/{id}', update, body)] : steps;
}

/** One version holds the specification. `force` lets a document take operations away that the one before had. */
function contentSteps(update: Update): Step[] {
  const content = update.desired.spec_content;
  if (typeof content !== 'string') return [];
  const version = update.desired.version ?? update.observed.fields.version;
  const body = { ...(typeof version === 'string' ? { version } : {}), spec: { content } };
  const scope = scopeOf(update);
  const path = versionPath(update.observed);
  if (path !== undefined) {
    const query = { force: 'true' };
    return [{ request: () => ({ method: 'PATCH', scope, path, query, body }), returnsObject: false, repeatable: true }];
  }
  const versions = fillPath('/v3/apis/{id}/versions', update.observed.fields);
  return [
    { request: () => ({ method: 'POST', scope, path: versions, body }), returnsObject: false, repeatable: false },
  ];
}

function versionPath(object: ObservedObject): string | undefined {
  const version = valueAt(object.fields, 'current_version_summary.id');
  if (typeof version !== 'string') return undefined;
  return fillPath('/v3/apis/{id}/versions/{version_id}', { ...object.fields, version_id: version });
}
