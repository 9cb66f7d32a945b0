import { existing, type Parent, routesOf } from '../collection.ts';
import { type Call, param, type Route } from '../route.ts';
import { DATE, ID, TEXT } from '../rules/filter.ts';
import type { Fields } from '../rules/merge.ts';
import { notUnique } from '../rules/problem.ts';
import { choice, nullable, optional, record, required, text, uuid } from '../rules/shape.ts';
import type { Row } from '../store/table.ts';
import { frontMatter } from './front-matter.ts';
import { treeRoutes } from './tree-collection.ts';

export const PORTAL: Parent = { table: 'portals', parameter: 'portalId', noun: 'portal' };

const shared = {
  title: text({ max: 512 }),
  content: required(text({ max: 1_000_000 })),
  visibility: choice('public', 'private'),
  status: choice('published', 'unpublished'),
  description: text({ max: 160 }),
};

const pageFields = { ...shared, slug: required(text({ max: 512 })), parent_page_id: nullable(uuid()) };
const snippetFields = { ...shared, name: required(text({ max: 512 })) };

/** The front matter of a page takes precedence over the fields beside it (contract 3.15.0). */
function described(body: Fields, name: unknown, call: Call): Fields {
  const { title, description, visibility, status } = { ...body, ...frontMatter(String(body.content)) };
  const portal = existing(call, 'portals', param(call, 'portalId'), 'portal');
  return {
    title: title ?? name,
    content: body.content,
    visibility: visibility ?? portal.default_page_visibility,
    status: status ?? 'unpublished',
    ...(description === undefined ? {} : { description }),
  };
}

/** A PATCH with new contents also applies their front matter. */
function redescribed(before: Row, body: Fields): Fields {
  if (body.content === undefined) return { ...before, ...body };
  const { title, description, visibility, status } = frontMatter(String(body.content));
  const told = Object.entries({ title, description, visibility, status }).filter(([, value]) => value !== undefined);
  return { ...before, ...body, ...Object.fromEntries(told) };
}

function refuseTaken(field: string, row: Row, others: readonly Row[]): void {
  if (others.some((other) => other.id !== row.id)) throw notUnique(field, row[field]);
}

function withoutContent({ content: _, ...row }: Row): object {
  return row;
}

/**
 * The slug of a page below another is shown with a `/` before it, however it was sent (seen in kongctl's scenarios).
 */
function shownSlug({ slug, parent_page_id }: Row): unknown {
  return parent_page_id === null ? slug : `/${String(slug).replace(/^\//, '')}`;
}

function view(page: Row): Row {
  return { ...page, slug: shownSlug(page) };
}

/** The slug as it is stored. */
function keptSlug({ slug, parent_page_id }: Fields): unknown {
  return typeof slug === 'string' && typeof parent_page_id === 'string' ? slug.replace(/^\//, '') : slug;
}

const DATES = { created_at: DATE, updated_at: DATE };

/** Pages are a tree in a list without pages; snippets are a plain list (Konnect API contract 3.15.0). */
export const portalPageRoutes: Route[] = [
  ...treeRoutes({
    host: 'regional',
    path: '/v3/portals/{portalId}/pages',
    parameter: 'pageId',
    table: 'pages',
    noun: 'page',
    parents: [PORTAL],
    parentField: 'parent_page_id',
    moveStatus: 201,
    branch: (page) => withoutContent(view(page)),
    listing: {
      filters: { id: ID, slug: TEXT, title: TEXT, visibility: TEXT, ...DATES },
      derived: { slug: shownSlug },
      sort: ['slug', 'title', 'created_at', 'updated_at'],
    },
    create: record(pageFields),
    update: record(optional(pageFields)),
    build: (body, call) => ({
      slug: keptSlug(body),
      parent_page_id: body.parent_page_id ?? null,
      ...described(body, body.slug, call),
    }),
    merge: (before, body) => {
      const page = redescribed(before, body);
      return { ...page, slug: keptSlug(page) };
    },
    view,
    verify: (page, call) => {
      const siblings = call.store.table('pages', param(call, 'portalId')).by('slug', page.slug);
      refuseTaken(
        'slug',
        page,
        siblings.filter(({ parent_page_id }) => parent_page_id === page.parent_page_id),
      );
    },
  }),
  ...routesOf({
    host: 'regional',
    path: '/v3/portals/{portalId}/snippets',
    parameter: 'snippetId',
    table: 'snippets',
    noun: 'snippet',
    parents: [PORTAL],
    listing: {
      filters: { id: ID, name: TEXT, title: TEXT, visibility: TEXT, ...DATES },
      sort: ['name', 'title', 'created_at', 'updated_at'],
      item: withoutContent,
    },
    create: record(snippetFields),
    update: record(optional(snippetFields)),
    build: (body, call) => ({ name: body.name, ...described(body, body.name, call) }),
    merge: redescribed,
    verify: (snippet, call) =>
      refuseTaken('name', snippet, call.store.table('snippets', param(call, 'portalId')).by('name', snippet.name)),
  }),
];
