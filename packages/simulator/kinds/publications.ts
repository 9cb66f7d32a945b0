import { existing } from '../collection.ts';
import { answer, type SimulatedResponse } from '../request.ts';
import { type Call, param, type Route } from '../route.ts';
import { check } from '../rules/check.ts';
import { ID, TEXT } from '../rules/filter.ts';
import type { Fields } from '../rules/merge.ts';
import { type Listing, numberedPage } from '../rules/page.ts';
import { invalid } from '../rules/problem.ts';
import { choice, flag, list, nullable, record, uuid } from '../rules/shape.ts';
import type { Row } from '../store/table.ts';

const PATH = '/v3/apis/{apiId}/publications/{portalId}';

/** Konnect API contract 3.15.0, `ApiPublication`: no field is required, an empty list of strategies is illegal. */
const PUBLICATION = record({
  visibility: choice('public', 'private'),
  auth_strategy_ids: nullable(list(uuid(), { min: 1, max: 1 })),
  auto_approve_registrations: flag(),
});

/** The publications of an API or in a portal. */
export function publicationsOf(field: 'api_id' | 'portal_id', id: string, call: Call): Row[] {
  return call.store.table('publications').by(field, id);
}

/** Ends the publications of a deleted API or portal. */
export function unpublish(field: 'api_id' | 'portal_id', id: string, call: Call): void {
  for (const publication of publicationsOf(field, id, call)) call.store.table('publications').remove(publication.id);
}

function publish(call: Call): SimulatedResponse {
  const api = existing(call, 'apis', param(call, 'apiId'), 'API');
  const portal = existing(call, 'portals', param(call, 'portalId'), 'portal');
  const body = check(PUBLICATION, call.body);
  // Absent strategies mean the portal's default, null means none (contract 3.15.0).
  const strategy = portal.default_application_auth_strategy_id;
  const strategies =
    body.auth_strategy_ids === undefined ? (strategy === null ? null : [strategy]) : body.auth_strategy_ids;
  for (const id of Array.isArray(strategies) ? strategies : []) {
    if (call.store.table('auth-strategies').get(String(id)) === undefined) {
      throw invalid([
        { field: 'auth_strategy_ids', rule: 'missing_reference', reason: `${id} does not exist`, source: 'body' },
      ]);
    }
  }
  const publications = call.store.table('publications');
  const id = `${api.id}/${portal.id}`;
  const now = call.state.timestamp();
  const row: Row = {
    id,
    api_id: api.id,
    portal_id: portal.id,
    auto_approve_registrations: body.auto_approve_registrations ?? portal.auto_approve_applications,
    auth_strategy_ids: strategies,
    visibility: body.visibility ?? 'private',
    created_at: publications.get(id)?.created_at ?? now,
    updated_at: now,
  };
  publications.put(row);
  return answer(200, single(row));
}

function single({ auto_approve_registrations, auth_strategy_ids, visibility, created_at, updated_at }: Row): unknown {
  return { auto_approve_registrations, auth_strategy_ids, visibility, warnings: [], created_at, updated_at };
}

function item({ api_id, portal_id, ...row }: Row): Fields {
  return { api_id, portal_id, entity_type: 'api', ...(single(row) as object) };
}

/** Filters of publications that are not fields of theirs. */
const DERIVED: Listing['derived'] = {
  entity_type: () => 'api',
  auth_strategy_id: ({ auth_strategy_ids }) => auth_strategy_ids,
  api_name: ({ api_id }, call) => call.store.table('apis').get(String(api_id))?.name,
  portal_name: ({ portal_id }, call) => call.store.table('portals').get(String(portal_id))?.name,
};

function find(call: Call): Row {
  const api = existing(call, 'apis', param(call, 'apiId'), 'API');
  return existing(call, 'publications', `${api.id}/${param(call, 'portalId')}`, 'publication');
}

/** Publications are nested under their API; the list of all is a path of its own (contract 3.15.0). */
export const publicationRoutes: Route[] = [
  { host: 'regional', method: 'PUT', path: PATH, run: publish },
  { host: 'regional', method: 'GET', path: PATH, run: (call) => answer(200, single(find(call))) },
  {
    host: 'regional',
    method: 'DELETE',
    path: PATH,
    run: (call) => {
      call.store.table('publications').remove(find(call).id);
      return answer(204);
    },
  },
  {
    host: 'regional',
    method: 'GET',
    path: '/v3/portals/{portalId}/api-publications',
    run: (call) => {
      const portal = existing(call, 'portals', param(call, 'portalId'), 'portal');
      return numberedPage(call, publicationsOf('portal_id', portal.id, call), {
        filters: { api_id: ID, api_name: TEXT, auth_strategy_id: ID, entity_type: TEXT },
        sort: ['created_at', 'updated_at', 'api_id'],
        derived: DERIVED,
        item: (row) => {
          const { portal_id, ...rest } = item(row);
          return { ...rest, portal_ids: [portal_id] };
        },
      });
    },
  },
  {
    host: 'regional',
    method: 'GET',
    path: '/v3/api-publications',
    run: (call) =>
      numberedPage(call, call.store.table('publications'), {
        filters: {
          portal_id: ID,
          portal_name: TEXT,
          api_id: ID,
          api_name: TEXT,
          auth_strategy_id: ID,
          entity_type: TEXT,
        },
        sort: ['created_at', 'updated_at', 'api_id', 'portal_id'],
        derived: DERIVED,
        item,
      }),
  },
];
