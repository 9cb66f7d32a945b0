import { type Collection, routesOf } from '../collection.ts';
import type { Call, Route } from '../route.ts';
import { DATE, ID, LABELS, TEXT } from '../rules/filter.ts';
import { type Fields, mergeResource } from '../rules/merge.ts';
import { notUnique, problem } from '../rules/problem.ts';
import { labels, labelsUpdate, list, mapOf, nullable, optional, record, required, text } from '../rules/shape.ts';
import { slugOf } from '../rules/slug.ts';
import type { Row } from '../store/table.ts';
import { specificationOf, versionFields, versionSummary } from './api-versions.ts';
import { forgetApi, implementationsOf } from './implementations.ts';
import { publicationsOf, unpublish } from './publications.ts';
import { unregisterApi } from './registrations.ts';

const attributes = mapOf(nullable(list(text({ min: 1, max: 512, pattern: /^[^,<>]*$/ }), { min: 1, max: 20 })));

const fields = {
  name: required(text({ min: 1, max: 255 })),
  description: nullable(text()),
  version: nullable(text({ min: 1, max: 255 })),
  slug: nullable(text({ pattern: /^[\w-]+$/ })),
  attributes,
};

/**
 * The contract says that name and version are unique together; the statuses are those of the real service for portals.
 */
function verify(api: Row, call: Call, before: Row | undefined): void {
  const taken = call.store.table('apis').by('name', api.name);
  if (!taken.some((other) => other.id !== api.id && other.version === api.version)) return;
  if (before === undefined) throw notUnique('name', api.name);
  throw problem(409, `name: "${api.name}" already exists with version "${api.version}" and must be unique.`);
}

/** `spec_content` in a creation also creates the first version (contract 3.15.0). */
function addFirstVersion(api: Row, call: Call, before: Row | undefined): void {
  const content = before === undefined && (call.body as { spec_content?: unknown }).spec_content;
  if (typeof content !== 'string') return;
  const { created_at, updated_at } = api;
  const version = asText(api.version);
  call.store.table('versions', api.id).put({
    id: call.state.newId(),
    ...versionFields(version, content, 'spec_content', api, call),
    created_at,
    updated_at,
  });
}

/** The version with the name in the API's `version`; undefined while there is none (seen in kongctl's scenarios). */
export function currentVersion(api: Row, call: Call): Row | undefined {
  return call.store.table('versions', api.id).by('version', api.version)[0];
}

/**
 * The default slug of an API: `slugify(name + version)`, as Konnect describes it, with the version up to its first dot:
 * `sms-api-3` for the SMS API 3.2.0 (seen in kongctl's scenarios).
 */
function defaultSlug({ name, version }: Fields): string {
  const [major = ''] = typeof version === 'string' ? version.split('.') : [];
  return slugOf(`${name} ${major}`) || 'api';
}

function implementationMode(api: Row, call: Call): unknown {
  return implementationsOf(api.id, call)[0]?.mode ?? null;
}

function view(api: Row, call: Call): unknown {
  const current = currentVersion(api, call);
  const portals = call.store.table('portals');
  return {
    ...api,
    current_version_summary: current === undefined ? null : versionSummary(current),
    api_spec_ids: [...call.store.table('versions', api.id).rows()].map((version) => version.id),
    portals: publicationsOf('api_id', api.id, call).flatMap((publication) => {
      const portal = portals.get(String(publication.portal_id));
      return portal === undefined ? [] : [{ id: portal.id, name: portal.name, display_name: portal.display_name }];
    }),
    implementation_mode: implementationMode(api, call),
  };
}

/** `/v3/apis` (Konnect API contract 3.15.0). */
export const apis: Collection = {
  host: 'regional',
  path: '/v3/apis',
  parameter: 'apiId',
  table: 'apis',
  noun: 'API',
  listing: {
    filters: {
      id: ID,
      name: TEXT,
      version: TEXT,
      slug: TEXT,
      labels: LABELS,
      attributes: LABELS,
      implementation_mode: TEXT,
      created_at: DATE,
      updated_at: DATE,
    },
    derived: { implementation_mode: implementationMode },
    sort: ['name', 'version', 'created_at', 'updated_at'],
  },
  create: record({ ...fields, labels: labels(), spec_content: text() }),
  update: record({ ...optional(fields), labels: labelsUpdate() }),
  build: (body, call) => {
    const content = asText(body.spec_content);
    const specification = content === undefined ? undefined : specificationOf(content, 'spec_content', call);
    return {
      name: body.name,
      description: body.description ?? null,
      version: body.version ?? specification?.version ?? null,
      slug: body.slug ?? defaultSlug({ name: body.name, version: body.version ?? specification?.version }),
      labels: body.labels ?? {},
      attributes: body.attributes ?? {},
    };
  },
  merge: (before, body) => {
    const merged = mergeResource(before, body, UNSET);
    return { ...merged, slug: merged.slug ?? defaultSlug(merged) };
  },
  verify,
  written: addFirstVersion,
  view,
  remove: (api, call) => {
    unpublish('api_id', api.id, call);
    forgetApi(api.id, call);
    unregisterApi(api, call);
  },
};

/** The values of labels and attributes after null. */
const UNSET = { labels: {}, attributes: {} };

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export const apiRoutes: Route[] = routesOf(apis);
