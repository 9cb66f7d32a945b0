import { type Collection, existing, routesOf } from '../collection.ts';
import { answer } from '../request.ts';
import { type Call, param, type Route } from '../route.ts';
import { ID, TEXT } from '../rules/filter.ts';
import { type Fields, isFields } from '../rules/merge.ts';
import { invalid, notFound } from '../rules/problem.ts';
import { choice, labelsUpdate, record, required, text, uuid } from '../rules/shape.ts';
import { digest } from '../store/identifier.ts';
import type { Row } from '../store/table.ts';
import { PORTAL } from './portal-pages.ts';

const owner = record({ type: required(choice('developer', 'team')), id: required(uuid()) });

/** The table of the owners of each type. */
const OWNERS: Readonly<Record<string, string>> = { developer: 'developers', team: 'portal-teams' };

function missing(field: string, id: unknown): never {
  throw invalid([{ field, rule: 'missing_reference', reason: `${id} does not exist`, source: 'body' }]);
}

/** Ends the applications of a deleted developer or team of a portal (inferred). */
export function forgetOwner(gone: Row, portal: string, call: Call): void {
  const table = call.store.table('applications', portal);
  for (const application of table.by('owner_id', gone.id)) {
    table.remove(application.id);
    call.store.drop(application.id);
  }
}

/** The strategy of a new application: the named one, else its portal's default (inferred). */
function strategyOf(body: Fields, call: Call): unknown {
  const portal = existing(call, 'portals', param(call, 'portalId'), 'portal');
  const id = body.auth_strategy_id ?? portal.default_application_auth_strategy_id;
  if (id !== null) return id;
  throw invalid([{ field: 'auth_strategy_id', rule: 'required', reason: 'is a required field', source: 'body' }]);
}

function owned(body: Fields): Fields {
  const { type, id } = isFields(body.owner) ? body.owner : {};
  return { owner_type: type, owner_id: id };
}

function verify(application: Row, call: Call): void {
  const portal = param(call, 'portalId');
  const owners = call.store.table(OWNERS[String(application.owner_type)] ?? '', portal);
  if (owners.get(String(application.owner_id)) === undefined) missing('owner.id', application.owner_id);
  const strategy = String(application.auth_strategy_id);
  if (call.store.table('auth-strategies').get(strategy) === undefined) missing('auth_strategy_id', strategy);
}

/**
 * The strategy in the answer for an application, and its credentials (contract 3.15.0, the two shapes of
 * `Application`).
 */
function credentials(application: Row, call: Call): Fields {
  const strategy: Fields = call.store.table('auth-strategies').get(String(application.auth_strategy_id)) ?? {};
  const { id, name, strategy_type, configs } = strategy;
  const config = (type: string): Fields => {
    const found = isFields(configs) ? configs[type] : undefined;
    return isFields(found) ? found : {};
  };
  if (strategy_type === 'key_auth') {
    const { key_names = [], ttl } = config('key-auth');
    return { auth_strategy: { id, name, credential_type: 'key_auth', key_names, ...(ttl ? { ttl } : {}) } };
  }
  const { auth_methods, scopes } = config('openid-connect');
  return {
    // Without dynamic client registration, another system has the credentials.
    auth_strategy: {
      id,
      name,
      credential_type: 'self_managed_client_credentials',
      auth_methods,
      available_scopes: scopes,
    },
    client_id: application.client_id,
    dcr_provider: null,
    granted_scopes: null,
  };
}

function view(portal: string, application: Row, call: Call): object {
  const { id, name, description, labels, owner_type, owner_id, created_at, updated_at } = application;
  return {
    id,
    name,
    description,
    labels,
    owner: { type: owner_type, id: owner_id },
    portal: { id: portal },
    registration_count: call.store.table('registrations', id).size,
    ...credentials(application, call),
    created_at,
    updated_at,
  };
}

/** `/v3/portals/{portalId}/applications` (Konnect API contract 3.15.0). */
const applications: Collection = {
  host: 'regional',
  path: '/v3/portals/{portalId}/applications',
  parameter: 'applicationId',
  table: 'applications',
  noun: 'application',
  parents: [PORTAL],
  listing: {
    filters: { developer_id: ID, name: TEXT, team_id: ID },
    derived: {
      developer_id: ({ owner_type, owner_id }) => (owner_type === 'developer' ? owner_id : ''),
      team_id: ({ owner_type, owner_id }) => (owner_type === 'team' ? owner_id : ''),
    },
    sort: ['name', 'created_at', 'updated_at'],
  },
  create: record({
    name: required(text({ max: 255 })),
    description: text({ max: 255 }),
    labels: labelsUpdate(),
    dcr_client_id: text({ max: 255 }),
    client_id: text({ max: 255 }),
    auth_strategy_id: uuid(),
    owner: required(owner),
  }),
  update: record({ owner }),
  build: (body, call) => ({
    name: body.name,
    description: body.description ?? null,
    labels: isFields(body.labels) ? body.labels : {},
    client_id: body.client_id ?? body.dcr_client_id ?? digest(`client/${body.name}`).slice(0, 20),
    auth_strategy_id: strategyOf(body, call),
    ...owned(body),
  }),
  merge: (before, body) => (body.owner === undefined ? before : { ...before, ...owned(body) }),
  verify,
  view: (application, call) => view(param(call, 'portalId'), application, call),
};

/** `/v3/applications/{applicationId}`: an application of any portal. */
const anywhere: Route = {
  host: 'regional',
  method: 'GET',
  path: '/v3/applications/{applicationId}',
  run: (call) => {
    const id = param(call, 'applicationId');
    for (const portal of call.store.table('portals').rows()) {
      const application = call.store.table('applications', portal.id).get(id);
      if (application !== undefined) return answer(200, view(portal.id, application, call));
    }
    throw notFound('application', id);
  },
};

/** Applications of a portal's developers and teams. */
export const portalApplicationRoutes: Route[] = [...routesOf(applications), anywhere];
