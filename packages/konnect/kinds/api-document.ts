import { isRecord } from '@konduct/core/value/record';
import { createdAtField, exposing, idField, idOf, updatedAtField } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { moves } from './move.ts';
import { fillPath } from './path.ts';
import { admin, viewer } from './role.ts';
import { changedBody, createBody, patch, post, unlessEmpty } from './step.ts';

const path = '/v3/apis/{api_id}/documents';
const parent = 'parent_document_id';

/** Konnect API contract 3.15.0, `/v3/apis/{apiId}/documents`: a tree, whose list leaves contents out. */
export const apiDocument: KonnectKind = {
  name: 'APIDocument',
  description: 'A document about an API. One that was moved or renamed by hand is made anew in the declared place.',
  scope: 'regional',
  contract: {
    version: '3.15.0',
    paths: [
      '/v3/apis/{apiId}/documents',
      '/v3/apis/{apiId}/documents/{documentId}',
      '/v3/apis/{apiId}/documents/{documentId}/move',
    ],
  },
  assumed: ['An index counts all documents of one parent, and one beyond them means the last place.'],
  goesWith: ['the documents below it'],
  fields: {
    api_id: { ...idOf('the API', 'API'), required: true, immutable: true },
    slug: { type: 'string', description: 'Its part of the address.', required: true, pattern: '^[\\w-]+$' },
    parent_document_id: { ...idOf('the document above it; none at the top', 'APIDocument'), nullable: true },
    index: {
      type: 'integer',
      description:
        'Its place among the documents beside it, counted from 0 without a gap; left as it is when left out.',
      minimum: 0,
    },
    title: { type: 'string', description: 'Its title; that of its text when left out.' },
    content: { type: 'content', description: 'Its text in Markdown, as a document.', required: true, compare: 'read' },
    status: exposing(
      'Whether it is there for visitors at all.',
      { value: 'unpublished', means: 'is not published' },
      { value: 'published', means: 'is published' },
    ),
  },
  computed: { id: idField, created_at: createdAtField, updated_at: updatedAtField },
  identity: ['slug', parent],
  collection: ['api_id'],
  ownership: 'links',
  links: [{ field: 'api_id', goesAlong: true }],
  claimedBy: 'api_id',
  title: '{slug} of {api_id}',
  list: { path, paging: 'tree' },
  item: `${path}/{id}`,
  roles: { read: viewer('APIs'), create: admin('APIs'), update: admin('APIs') },
  refusesDuplicates: true,
  detail: {
    requests: ({ fields }, scope) => [() => ({ method: 'GET', scope, path: fillPath(`${path}/{id}`, fields) })],
    decode: ([body]) => (isRecord(body) && typeof body.content === 'string' ? { content: body.content } : {}),
  },
  sequence: { field: 'index', among: [parent] },
  create: (write) => [post(path, write, createBody(write, path, ['index'])), ...moves(path, write, parent)],
  update: (update) => [
    ...unlessEmpty(patch(`${path}/{id}`, update, changedBody(update, { without: ['index'] }))),
    ...moves(path, update, parent),
  ],
};
