import type { ObservedObject, Update } from '@konduct/core/provider/provider';
import { valueAt } from '@konduct/core/value/value-at';
import type { KonnectRequest } from '../transport.ts';
import { createdAtField, idField, labelsField, updatedAtField } from './field-shapes.ts';
import type { KonnectKind, Step } from './kind.ts';
import { fillPath } from './path.ts';
import { admin, creator, viewer } from './role.ts';
import { changedBody, patch, post, scopeOf, unvouched } from './step.ts';

const entityType = 'APIs';

/** Konnect API contract 3.15.0, `/v3/apis` and `/v3/apis/{apiId}/versions`. Lists do not have the specification. */
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
  unfinished: (fields) => valueAt(fields, 'current_version_summary.id') === undefined,
  detail: {
    requests: (object, scope) => {
      const get = (path: string | undefined): KonnectRequest | undefined =>
        path === undefined ? undefined : { method: 'GET', scope, path };
      const known = summaryId(object);
      if (known !== undefined) return [() => get(versionPath(object, known))];
      const { version } = object.fields;
      return [() => listStep(object, scope), (answers) => get(versionPath(object, versionIn(answers.at(-1), version)))];
    },
    decode: (answers) => {
      const content = valueAt(answers.at(-1), 'spec.content');
      return typeof content === 'string' ? { spec_content: content } : {};
    },
  },
  create: (write) => [post('/v3/apis', write)],
  update,
};

/**
 * The first step removes the digest label, the last one writes it again: after a crash in between, the API counts as
 * changed.
 */
function update(update: Update): readonly Step[] {
  const content = update.desired.spec_content;
  if (!update.changed.includes('spec_content') || typeof content !== 'string') return bodyStep(update);
  const { steps, rest } = unvouched('/v3/apis/{id}', update);
  return [...steps, ...contentSteps(update, content), ...bodyStep(rest)];
}

function bodyStep(update: Update): readonly Step[] {
  const body = changedBody(update, { without: ['spec_content'] });
  return Object.keys(body).length > 0 ? [patch('/v3/apis/{id}', update, body)] : [];
}

/**
 * The requests that write the specification, which is in one version of the API. `force` allows a document without
 * operations that the previous one had. If the summary does not name the version, it is found in the list of versions.
 */
function contentSteps(update: Update, content: string): Step[] {
  const version = update.desired.version ?? update.observed.fields.version;
  const body = { ...(typeof version === 'string' ? { version } : {}), spec: { content } };
  const scope = scopeOf(update);
  const write = (path: string | undefined): KonnectRequest =>
    path === undefined
      ? { method: 'POST', scope, path: versionsPath(update.observed), body }
      : { method: 'PATCH', scope, path, query: { force: 'true' }, body };
  const known = versionPath(update.observed, summaryId(update.observed));
  if (known !== undefined) return [{ request: () => write(known), returnsObject: false, repeatable: true }];
  const listed = listStep(update.observed, scope);
  const found = (answers: readonly unknown[]) => versionPath(update.observed, versionIn(answers.at(-1), version));
  return [
    { request: () => listed, returnsObject: false, repeatable: true, reads: true },
    { request: (answers) => write(found(answers)), returnsObject: false, repeatable: false },
  ];
}

/** The most versions that are looked through; Konduct makes one for each API. */
const mostVersions = '100';

function listStep(object: ObservedObject, scope: string): KonnectRequest {
  return { method: 'GET', scope, path: versionsPath(object), query: { 'page[size]': mostVersions } };
}

/**
 * The id of the version with a name, or of the only version. The only one may have another name, if an earlier update
 * renamed it and was cut off before it renamed the API.
 */
function versionIn(list: unknown, name: unknown): string | undefined {
  const data = valueAt(list, 'data');
  const versions = Array.isArray(data) ? data : [];
  const found =
    versions.find((item) => valueAt(item, 'version') === name) ?? (versions.length === 1 ? versions[0] : undefined);
  const id = valueAt(found, 'id');
  return typeof id === 'string' ? id : undefined;
}

/**
 * The id of the version in Konnect's summary. The summary lacks it while no version has the `version` of the API (seen
 * in Konnect).
 */
function summaryId({ fields }: ObservedObject): string | undefined {
  const id = valueAt(fields, 'current_version_summary.id');
  return typeof id === 'string' ? id : undefined;
}

function versionsPath({ fields }: ObservedObject): string {
  return fillPath('/v3/apis/{id}/versions', fields);
}

function versionPath({ fields }: ObservedObject, version: string | undefined): string | undefined {
  return version === undefined
    ? undefined
    : fillPath('/v3/apis/{id}/versions/{version_id}', { ...fields, version_id: version });
}
