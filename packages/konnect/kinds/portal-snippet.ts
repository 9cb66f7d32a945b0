import { isRecord } from '@konduct/core/value/record';
import { createdAtField, exposing, idField, idOf, updatedAtField } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { fillPath } from './path.ts';
import { admin, viewer } from './role.ts';
import { patch, post } from './step.ts';

const path = '/v3/portals/{portal_id}/snippets';

/** Konnect API contract 3.15.0, `/v3/portals/{portalId}/snippets`. The list leaves contents out. */
export const portalSnippet: KonnectKind = {
  name: 'PortalSnippet',
  description: 'A piece of text that pages of a portal take in. What its front matter says beats the fields beside it.',
  scope: 'regional',
  contract: {
    version: '3.15.0',
    paths: ['/v3/portals/{portalId}/snippets', '/v3/portals/{portalId}/snippets/{snippetId}'],
  },
  assumed: ['A second snippet of one name is refused, although the contract has no answer for it.'],
  goesWith: [],
  fields: {
    portal_id: { ...idOf('the portal', 'Portal'), required: true, immutable: true },
    name: { type: 'string', description: 'The name by which pages take it in.', required: true, maxLength: 512 },
    title: { type: 'string', description: 'Its title.', maxLength: 512 },
    content: { type: 'content', description: 'Its text in Markdown, as a document.', required: true, compare: 'read' },
    visibility: exposing(
      'Who sees it.',
      { value: 'private', means: 'is private' },
      { value: 'public', means: 'is public' },
    ),
    status: exposing(
      'Whether it is there for visitors at all.',
      { value: 'unpublished', means: 'is not published' },
      { value: 'published', means: 'is published' },
    ),
    description: { type: 'string', description: 'What it is about.', maxLength: 160 },
  },
  computed: { id: idField, created_at: createdAtField, updated_at: updatedAtField },
  identity: ['name'],
  collection: ['portal_id'],
  ownership: 'links',
  links: [{ field: 'portal_id', goesAlong: true }],
  claimedBy: 'portal_id',
  title: '{name} on {portal_id}',
  list: { path, paging: 'page', pageSize: 100 },
  item: `${path}/{id}`,
  roles: { read: viewer('Portals'), create: admin('Portals'), update: admin('Portals') },
  refusesDuplicates: false,
  detail: {
    requests: ({ fields }, scope) => [() => ({ method: 'GET', scope, path: fillPath(`${path}/{id}`, fields) })],
    decode: ([body]) => (isRecord(body) && typeof body.content === 'string' ? { content: body.content } : {}),
  },
  create: (write) => [post(path, write)],
  update: (update) => [patch(`${path}/{id}`, update)],
};
