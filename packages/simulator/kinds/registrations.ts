import { type Collection, existing, find, routesOf, scopeOf } from '../collection.ts';
import { entityTable } from '../gateway/entity-table.ts';
import { answer } from '../request.ts';
import { type Call, param, type Route } from '../route.ts';
import { check } from '../rules/check.ts';
import { ID, TEXT } from '../rules/filter.ts';
import type { Fields } from '../rules/merge.ts';
import { type Listing, numberedPage } from '../rules/page.ts';
import { invalid, notFound, problem } from '../rules/problem.ts';
import { inContract } from '../rules/shape.ts';
import type { Row } from '../store/table.ts';
import { PORTAL } from './portal-pages.ts';

const APPLICATION = { table: 'applications', parameter: 'applicationId', noun: 'application' } as const;

function missing(field: string, id: unknown) {
  return invalid([{ field, rule: 'missing_reference', reason: `${id} does not exist`, source: 'body' }]);
}

/** The application of a registration, in any portal, and the portal. */
function applicationOf(registration: Row, call: Call): { application: Row; portal: Row } | undefined {
  for (const portal of call.store.table('portals').rows()) {
    const application = call.store.table('applications', portal.id).get(String(registration.application_id));
    if (application !== undefined) return { application, portal };
  }
  return undefined;
}

/** The registrations of all applications of some portals. */
function registrationsIn(portals: Iterable<Row>, call: Call): Row[] {
  return [...portals].flatMap((portal) =>
    [...call.store.table('applications', portal.id).rows()].flatMap(({ id }) => [
      ...call.store.table('registrations', id).rows(),
    ]),
  );
}

/** Ends the registrations for a deleted API (inferred). */
export function unregisterApi(api: Row, call: Call): void {
  for (const { id, api_id, application_id } of registrationsIn(call.store.table('portals').rows(), call)) {
    if (api_id === api.id) call.store.table('registrations', String(application_id)).remove(id);
  }
}

/** A consumer of any control plane of the region, and the control plane's id. */
function consumerOf(id: unknown, call: Call): { consumer: Row; plane: string } | undefined {
  for (const plane of call.store.table('control-planes').rows()) {
    const consumer = entityTable(call.store, plane.id, 'consumers').get(String(id));
    if (consumer !== undefined) return { consumer, plane: plane.id };
  }
  return undefined;
}

function consumerView(registration: Row, call: Call): Fields {
  const found = registration.consumer_id === undefined ? undefined : consumerOf(registration.consumer_id, call);
  if (found === undefined) return {};
  const { id, username, custom_id } = found.consumer;
  const names = Object.entries({ username, custom_id }).filter(([, name]) => typeof name === 'string');
  return { consumer: { id, ...Object.fromEntries(names), control_plane_id: found.plane } };
}

function view(registration: Row, call: Call): Fields {
  const { id, status, api_id, created_at, updated_at } = registration;
  const api = call.store.table('apis').get(String(api_id));
  const application = applicationOf(registration, call)?.application;
  return {
    id,
    status,
    api: { id: api_id, name: api?.name, version: api?.version, entity_type: 'api' },
    application: { id: application?.id, name: application?.name },
    ...consumerView(registration, call),
    created_at,
    updated_at,
  };
}

/**
 * The status of a new registration: approved at once, or pending. The publication decides, else its portal (inferred).
 */
function firstStatus(api: unknown, call: Call): string {
  const publication = call.store.table('publications').get(`${api}/${param(call, 'portalId')}`);
  if (publication === undefined) throw missing('api_id', api);
  return publication.auto_approve_registrations === true ? 'approved' : 'pending';
}

/**
 * `…/applications/{applicationId}/registrations`: the APIs that an application may use (Konnect API contract 3.15.0).
 */
const registrations: Collection = {
  host: 'regional',
  path: '/v3/portals/{portalId}/applications/{applicationId}/registrations',
  parameter: 'registrationId',
  table: 'registrations',
  noun: 'registration',
  parents: [PORTAL, APPLICATION],
  listing: { filters: { status: TEXT }, sort: ['status', 'created_at', 'updated_at'] },
  create: inContract(),
  update: inContract(),
  build: ({ api_id, status }, call) => {
    const first = firstStatus(api_id, call);
    return { api_id, application_id: param(call, 'applicationId'), status: status ?? first };
  },
  verify: (registration, call, before) => {
    const others = call.store.table('registrations', param(call, 'applicationId'));
    if (before === undefined && others.by('api_id', registration.api_id).length > 0) {
      throw problem(409, `the application is registered for API ${registration.api_id} already`);
    }
  },
  view,
};

const CONSUMER = `${registrations.path}/{registrationId}/consumer`;

function writeConsumer(call: Call, id: unknown) {
  const { consumer_id: _, ...registration } = find(registrations, call);
  const row = { ...registration, ...(id === undefined ? {} : { consumer_id: id }), updated_at: call.state.timestamp() };
  call.store.table('registrations', param(call, 'applicationId')).put(row);
  return answer(204);
}

const ofApplication = (field: string) => (registration: Row, call: Call) =>
  applicationOf(registration, call)?.application[field];

const DERIVED: Listing['derived'] = {
  developer_id: (registration, call) => {
    const application = applicationOf(registration, call)?.application;
    return application?.owner_type === 'developer' ? application.owner_id : '';
  },
  application_name: ofApplication('name'),
  application_owner_type: ofApplication('owner_type'),
  application_owner_id: ofApplication('owner_id'),
  portal_id: (registration, call) => applicationOf(registration, call)?.portal.id,
  portal_name: (registration, call) => applicationOf(registration, call)?.portal.name,
};

/** A registration in the list of an API. */
function ofApi(registration: Row, call: Call): Fields {
  const { application, portal } = applicationOf(registration, call) ?? {};
  return {
    id: registration.id,
    status: registration.status,
    portal: { id: portal?.id, name: portal?.name },
    application: {
      id: application?.id,
      name: application?.name,
      owner: { type: application?.owner_type, id: application?.owner_id },
    },
  };
}

/** The developers of an application: its owner, or the members of the team that owns it. */
function developersOf(call: Call): Row[] {
  const { portalId = '', applicationId = '' } = call.params;
  scopeOf([PORTAL], call);
  const { owner_type, owner_id } = existing(call, 'applications', applicationId, 'application', portalId);
  const all = call.store.table('developers', portalId);
  const ids =
    owner_type === 'developer'
      ? [String(owner_id)]
      : [...call.store.table('team-developers', String(owner_id)).rows()].map(({ id }) => id);
  return ids.flatMap((id) => all.get(id) ?? []);
}

const get = (path: string, run: Route['run']): Route => ({ host: 'regional', method: 'GET', path, run });

export const registrationRoutes: Route[] = [
  ...routesOf(registrations),
  {
    host: 'regional',
    method: 'PUT',
    path: CONSUMER,
    run: (call) => {
      find(registrations, call);
      const { id } = check(inContract(), call.body);
      if (consumerOf(id, call) === undefined) throw missing('id', id);
      return writeConsumer(call, id);
    },
  },
  {
    host: 'regional',
    method: 'DELETE',
    path: CONSUMER,
    run: (call) => {
      const registration = find(registrations, call);
      if (registration.consumer_id === undefined) throw notFound('consumer of registration', registration.id);
      return writeConsumer(call, undefined);
    },
  },
  get('/v3/portals/{portalId}/application-registrations', (call) => {
    const portal = existing(call, 'portals', param(call, 'portalId'), 'portal');
    return numberedPage(call, registrationsIn([portal], call), {
      filters: { developer_id: ID, application_name: TEXT, status: TEXT },
      sort: ['status', 'created_at', 'updated_at'],
      derived: DERIVED,
      item: view,
    });
  }),
  get('/v3/apis/{apiId}/registrations', (call) => {
    const api = existing(call, 'apis', param(call, 'apiId'), 'API');
    const all = registrationsIn(call.store.table('portals').rows(), call);
    return numberedPage(
      call,
      all.filter(({ api_id }) => api_id === api.id),
      {
        filters: {
          status: TEXT,
          portal_id: ID,
          portal_name: TEXT,
          application_id: ID,
          application_name: TEXT,
          application_owner_type: TEXT,
          application_owner_id: ID,
        },
        derived: DERIVED,
        item: ofApi,
      },
    );
  }),
  get('/v3/portals/{portalId}/applications/{applicationId}/developers', (call) =>
    numberedPage(call, developersOf(call), {
      filters: { id: TEXT },
      sort: ['full_name', 'email'],
      item: ({ id, email, full_name }) => ({ id, email, full_name }),
    }),
  ),
  // Developers create credentials in their portal, for which this API has no call.
  get('/v3/portals/{portalId}/applications/{applicationId}/credentials', (call) => {
    scopeOf([PORTAL, APPLICATION], call);
    return numberedPage(call, [], { filters: {} });
  }),
];
