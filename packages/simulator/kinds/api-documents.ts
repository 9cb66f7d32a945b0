import type { Parent } from '../collection.ts';
import { type Call, param, type Route } from '../route.ts';
import { TEXT } from '../rules/filter.ts';
import type { Fields } from '../rules/merge.ts';
import { Refusal } from '../rules/problem.ts';
import { choice, nullable, optional, record, required, text, uuid } from '../rules/shape.ts';
import { slugOf } from '../rules/slug.ts';
import type { Row } from '../store/table.ts';
import { frontMatter } from './front-matter.ts';
import { treeRoutes } from './tree-collection.ts';

const API: Parent = { table: 'apis', parameter: 'apiId', noun: 'API' };

const fields = {
  content: required(text()),
  title: text(),
  slug: text({ pattern: /^[\w-]+$/ }),
  status: choice('published', 'unpublished'),
  parent_document_id: nullable(uuid()),
};

/** By default, title and slug come from the contents. */
function build(body: Fields): Fields {
  const content = String(body.content);
  const title = String(body.title ?? frontMatter(content).title ?? /^#\s+(.+)$/m.exec(content)?.[1] ?? 'Untitled');
  const slug = body.slug ?? (slugOf(title) || 'untitled');
  return {
    content,
    title,
    slug,
    status: body.status ?? 'unpublished',
    parent_document_id: body.parent_document_id ?? null,
  };
}

/** Seen on the real service: this conflict has a type and no detail. */
function verify(document: Row, call: Call): void {
  const taken = call.store.table('api-documents', param(call, 'apiId')).by('slug', document.slug);
  const clash = taken.some(
    ({ id, parent_document_id }) => id !== document.id && parent_document_id === document.parent_document_id,
  );
  if (!clash) return;
  throw new Refusal(409, 'application/problem+json', {
    status: 409,
    title: 'Resource Conflict',
    type: 'https://kongapi.info/konnect/resource-conflict',
  });
}

/** `/v3/apis/{apiId}/documents` (Konnect API contract 3.15.0). */
export const apiDocumentRoutes: Route[] = treeRoutes({
  host: 'regional',
  path: '/v3/apis/{apiId}/documents',
  parameter: 'documentId',
  table: 'api-documents',
  noun: 'document',
  parents: [API],
  parentField: 'parent_document_id',
  moveStatus: 204,
  branch: ({ content: _, ...document }) => document,
  listing: { filters: { status: TEXT } },
  create: record(fields),
  update: record(optional(fields)),
  build,
  verify,
});
