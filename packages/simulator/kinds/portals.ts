import { type Collection, find, routesOf } from '../collection.ts';
import { answer } from '../request.ts';
import type { Call, Route } from '../route.ts';
import { ID, SAME, TEXT } from '../rules/filter.ts';
import { type Fields, isFields } from '../rules/merge.ts';
import { invalid, notUnique, problem } from '../rules/problem.ts';
import { forced } from '../rules/query.ts';
import { choice, flag, labelsUpdate, nullable, optional, record, required, text, uuid } from '../rules/shape.ts';
import { digest } from '../store/identifier.ts';
import type { Row } from '../store/table.ts';
import { defaultPages, defaultSnippets } from './default-content.ts';
import { publicationsOf, unpublish } from './publications.ts';

const visibility = choice('public', 'private');

const fields = {
  name: required(text({ min: 1, max: 255 })),
  display_name: text({ min: 1, max: 255 }),
  description: nullable(text({ max: 512 })),
  authentication_enabled: flag(),
  rbac_enabled: flag(),
  sipr_enabled: flag(),
  default_api_visibility: visibility,
  default_page_visibility: visibility,
  default_application_auth_strategy_id: nullable(uuid()),
  auto_approve_developers: flag(),
  auto_approve_applications: flag(),
  notifications_developer_pii_visibility_enabled: flag(),
  labels: labelsUpdate(),
};

/**
 * A map without its null entries: POST accepts the update form of labels (contract 3.15.0), in which null means "no
 * such label".
 */
function withoutNulls(map: unknown): Fields {
  return isFields(map) ? Object.fromEntries(Object.entries(map).filter(([, value]) => value !== null)) : {};
}

/** Seen on the real service: a second portal with the same name is a 400 on POST and a 409 on PATCH. */
function verify(portal: Row, call: Call, before: Row | undefined): void {
  const taken = call.store.table('portals').by('name', portal.name);
  if (taken.some((other) => other.id !== portal.id)) {
    if (before === undefined) throw notUnique('name', portal.name);
    throw problem(409, `name: "${portal.name}" already exists and must be unique.`);
  }
  const strategy = portal.default_application_auth_strategy_id;
  if (strategy !== null && call.store.table('auth-strategies').get(String(strategy)) === undefined) {
    throw invalid([
      {
        field: 'default_application_auth_strategy_id',
        rule: 'missing_reference',
        reason: 'does not exist',
        source: 'body',
      },
    ]);
  }
}

function defaultDomain(portal: Row, call: Call): string {
  return `${digest(portal.id).slice(0, 12)}.${call.host}.portal.invalid`;
}

function canonicalDomain(portal: Row, call: Call): unknown {
  return call.store.table('settings', portal.id).get('custom-domain')?.hostname ?? defaultDomain(portal, call);
}

function view(portal: Row, call: Call): unknown {
  return { ...portal, default_domain: defaultDomain(portal, call), canonical_domain: canonicalDomain(portal, call) };
}

/** `/v3/portals` (Konnect API contract 3.15.0). */
export const portals: Collection = {
  host: 'regional',
  path: '/v3/portals',
  parameter: 'portalId',
  table: 'portals',
  noun: 'portal',
  listing: {
    filters: {
      id: ID,
      name: TEXT,
      description: TEXT,
      authentication_enabled: SAME,
      rbac_enabled: SAME,
      default_api_visibility: TEXT,
      default_page_visibility: TEXT,
      default_application_auth_strategy_id: ID,
      auto_approve_developers: SAME,
      auto_approve_applications: SAME,
      default_domain: TEXT,
      canonical_domain: TEXT,
    },
    derived: { default_domain: defaultDomain, canonical_domain: canonicalDomain },
    sort: ['name', 'created_at', 'updated_at'],
  },
  create: record(fields),
  update: record(optional(fields)),
  unset: { labels: {} },
  build: (body) => ({
    name: body.name,
    display_name: body.display_name ?? body.name,
    description: body.description ?? null,
    authentication_enabled: body.authentication_enabled ?? true,
    rbac_enabled: body.rbac_enabled ?? false,
    sipr_enabled: body.sipr_enabled ?? false,
    default_api_visibility: body.default_api_visibility ?? 'private',
    default_page_visibility: body.default_page_visibility ?? 'private',
    default_application_auth_strategy_id: body.default_application_auth_strategy_id ?? null,
    auto_approve_developers: body.auto_approve_developers ?? false,
    auto_approve_applications: body.auto_approve_applications ?? false,
    notifications_developer_pii_visibility_enabled: body.notifications_developer_pii_visibility_enabled ?? false,
    labels: withoutNulls(body.labels),
  }),
  verify,
  view,
  remove: (portal, call) => {
    const published = publicationsOf('portal_id', portal.id, call);
    if (!forced(call.query) && published.length > 0) {
      const apis = published.map(({ api_id }) => call.store.table('apis').get(String(api_id))?.name);
      throw problem(409, `portal ${portal.name} has published APIs: ${apis.join(', ')}; force=true unpublishes them`);
    }
    unpublish('portal_id', portal.id, call);
  },
};

/**
 * `POST /v3/portals/{portalId}/default-content` creates the pages and snippets of a new portal. Idempotent: existing
 * ones stay unchanged.
 */
const defaultContent: Route = {
  host: 'regional',
  method: 'POST',
  path: '/v3/portals/{portalId}/default-content',
  run: (call) => {
    const portal = find(portals, call);
    return answer(201, { pages: defaultPages(portal, call), snippets: defaultSnippets(portal, call) });
  },
};

export const portalRoutes: Route[] = [...routesOf(portals), defaultContent];
