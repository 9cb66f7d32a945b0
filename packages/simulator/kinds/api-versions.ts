import type { ApiOutline } from '@konduct/openapi/document/outline';
import { type Collection, type Parent, routesOf } from '../collection.ts';
import type { Call, Route } from '../route.ts';
import { TEXT } from '../rules/filter.ts';
import { type Fields, isFields } from '../rules/merge.ts';
import { invalid, problem } from '../rules/problem.ts';
import { forced } from '../rules/query.ts';
import { anything, choice, record, required, text } from '../rules/shape.ts';
import type { Row } from '../store/table.ts';

const API: Parent = { table: 'apis', parameter: 'apiId', noun: 'API' };

/** kongctl sends the derived fields as well; the real service accepts them and derives its own (seen). */
const spec = record({ content: text(), type: anything(), validation_messages: anything() });

/** Reads a document's text. @throws Refusal 400 naming `field` when it is no specification. */
export function specificationOf(content: string, field: string, { state }: Call): ApiOutline {
  const specification = state.outline(content);
  if (specification === undefined) {
    throw invalid([{ field, rule: 'invalid', reason: 'is not an OpenAPI or AsyncAPI document', source: 'body' }]);
  }
  return specification;
}

/** The stored fields of a version, for both of its views: a version, and the deprecated specification. */
export function versionFields(
  version: string | undefined,
  content: string | undefined,
  field: string,
  api: Row,
  call: Call,
): Fields {
  const specification = content === undefined ? undefined : specificationOf(content, field, call);
  return {
    version: version ?? api.version ?? specification?.version ?? '1.0.0',
    content: content ?? null,
    type: specification?.type ?? null,
  };
}

/** The short form of a version in lists and in an API's `current_version_summary`. */
export function versionSummary({ id, version, type, created_at, updated_at }: Row): Fields {
  return { id, version, spec: type === null ? {} : { type }, created_at, updated_at };
}

function apiOf(call: Call): Row {
  return call.store.table('apis').get(call.params.apiId ?? '') ?? { id: '', version: null };
}

function versionsOf(call: Call) {
  return call.store.table('versions', apiOf(call).id);
}

/** Without `force=true` a PATCH must not remove operations (contract 3.15.0: 409). */
function refuseRemovedOperations(before: Row, content: string, call: Call): void {
  if (forced(call.query) || typeof before.content !== 'string') return;
  const old = call.state.outline(before.content)?.operations ?? [];
  const next = specificationOf(content, 'spec.content', call).operations;
  const removed = [...old].filter((operation) => !next.has(operation));
  if (removed.length > 0)
    throw problem(409, `the new specification removes operations: ${removed.join(', ')}; use force=true`);
}

function contentOf(part: unknown): string | undefined {
  return isFields(part) && typeof part.content === 'string' ? part.content : undefined;
}

/** `/v3/apis/{apiId}/versions` (contract 3.15.0): any number of versions with different names. */
const versions: Collection = {
  host: 'regional',
  path: '/v3/apis/{apiId}/versions',
  parameter: 'versionId',
  table: 'versions',
  noun: 'API version',
  parents: [API],
  listing: {
    filters: { type: TEXT, version: TEXT },
    sort: ['version', 'created_at', 'updated_at'],
    item: versionSummary,
  },
  create: record({ version: text(), spec: required(spec) }),
  update: record({ version: text(), spec }),
  build: (body, call) => versionFields(asText(body.version), contentOf(body.spec), 'spec.content', apiOf(call), call),
  merge: (before, body, call) => {
    const content = contentOf(body.spec);
    if (content === undefined) return { ...before, version: body.version ?? before.version };
    refuseRemovedOperations(before, content, call);
    return {
      ...before,
      ...versionFields(asText(body.version) ?? String(before.version), content, 'spec.content', apiOf(call), call),
    };
  },
  verify: (version, call) => {
    const taken = versionsOf(call).by('version', version.version);
    if (taken.some((other) => other.id !== version.id)) throw problem(409, `version ${version.version} already exists`);
  },
  view: ({ id, version, content, type, created_at, updated_at }) => ({
    id,
    version,
    spec: content === null ? { validation_messages: [] } : { content, type, validation_messages: [] },
    created_at,
    updated_at,
  }),
};

/** `/v3/apis/{apiId}/specifications`, deprecated: the same documents, but no second one (contract 3.15.0: 409). */
const specifications: Collection = {
  host: 'regional',
  path: '/v3/apis/{apiId}/specifications',
  parameter: 'specId',
  table: 'versions',
  noun: 'API specification',
  parents: [API],
  listing: {
    filters: { type: TEXT },
    item: ({ id, type, created_at, updated_at }) => ({ id, type, created_at, updated_at }),
  },
  create: record({ content: required(text()), type: choice('oas2', 'oas3', 'asyncapi') }),
  update: record({ content: text(), type: choice('oas2', 'oas3', 'asyncapi') }),
  build: (body, call) => versionFields(undefined, String(body.content), 'content', apiOf(call), call),
  merge: (before, body, call) => {
    const content = asText(body.content) ?? asText(before.content);
    return { ...before, ...versionFields(String(before.version), content, 'content', apiOf(call), call) };
  },
  verify: (_, call, before) => {
    if (before === undefined && versionsOf(call).size > 0) throw problem(409, 'an API may only have one specification');
  },
  view: ({ id, content, type, created_at, updated_at }) => ({
    id,
    content: content ?? '',
    type: type ?? 'oas3',
    validation_messages: [],
    created_at,
    updated_at,
  }),
};

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export const apiVersionRoutes: Route[] = [...routesOf(versions), ...routesOf(specifications)];
