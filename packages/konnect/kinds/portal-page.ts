import { isRecord } from '@konduct/core/value/record';
import { createdAtField, exposing, idField, idOf, updatedAtField } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { moves } from './move.ts';
import { fillPath } from './path.ts';
import { admin, viewer } from './role.ts';
import { changedBody, createBody, patch, post, unlessEmpty } from './step.ts';

const path = '/v3/portals/{portal_id}/pages';
const ofPortal = ['Portals', 'a page is a part of its portal'] as const;

/**
 * Konnect API contract 3.15.0, `/v3/portals/{portalId}/pages`: a tree, whose list leaves contents out. Pages have no
 * labels, so their owner is unknown: a page that no manifest declares is left alone. If a declared page was moved or
 * renamed by hand, a new one is made in the declared place.
 */
export const portalPage: KonnectKind = {
  name: 'PortalPage',
  description: 'A page of a developer portal.',
  scope: 'regional',
  contract: {
    version: '3.15.0',
    paths: [
      '/v3/portals/{portalId}/pages',
      '/v3/portals/{portalId}/pages/{pageId}',
      '/v3/portals/{portalId}/pages/{pageId}/move',
    ],
  },
  assumed: [
    'A second page may have the slug of another: the contract has no answer for that.',
    "The slug of a page below another is shown with a `/` before it (kongctl's scenarios expect that).",
    'An `index` counts all pages of one parent, and one beyond them means the last place.',
  ],
  goesWith: ['the pages below it'],
  fields: {
    portal_id: { ...idOf('the portal', 'Portal'), required: true, immutable: true },
    slug: {
      type: 'string',
      description: 'Its part of the address; without a `/` before it where the page is below another.',
      required: true,
      maxLength: 512,
    },
    parent_page_id: { ...idOf('the page above it; none for a page at the top', 'PortalPage'), nullable: true },
    index: {
      type: 'integer',
      description:
        'Its place among the pages beside it, counted from 0 without a gap; left as it is when left out, behind those.',
      minimum: 0,
    },
    title: { type: 'string', description: 'Its title.', maxLength: 512 },
    content: {
      type: 'content',
      description:
        'Its text in Markdown, as a document. Its front matter may say the title, description, visibility and status in place of the fields, and nothing else than they (`front-matter-differs`).',
      required: true,
      compare: 'read',
      frontMatter: ['title', 'description', 'visibility', 'status'],
    },
    visibility: exposing(
      "Who sees it; what the portal's `default_page_visibility` says when left out.",
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
  identity: ['slug', 'parent_page_id'],
  collection: ['portal_id'],
  ownership: 'none',
  title: '{slug} on {portal_id}',
  list: { path, paging: 'tree' },
  asWritten: (fields) =>
    typeof fields.slug === 'string' && typeof fields.parent_page_id === 'string'
      ? { ...fields, slug: fields.slug.replace(/^\//, '') }
      : fields,
  roles: { read: viewer(...ofPortal), create: admin(...ofPortal), update: admin(...ofPortal) },
  refusesDuplicates: false,
  item: `${path}/{id}`,
  detail: {
    requests: ({ fields }, scope) => [() => ({ method: 'GET', scope, path: fillPath(`${path}/{id}`, fields) })],
    decode: ([body]) => (isRecord(body) && typeof body.content === 'string' ? { content: body.content } : {}),
  },
  sequence: { field: 'index', among: ['parent_page_id'] },
  create: (write) => [post(path, write, createBody(write, path, ['index'])), ...moves(path, write, 'parent_page_id')],
  update: (update) => [
    ...unlessEmpty(patch(`${path}/{id}`, update, changedBody(update, { without: ['index'] }))),
    ...moves(path, update, 'parent_page_id'),
  ],
};
