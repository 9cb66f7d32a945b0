import { type Collection, existing, find, type Parent, routesOf, scopeOf } from '../collection.ts';
import { answer } from '../request.ts';
import { type Call, param, type Route } from '../route.ts';
import { check } from '../rules/check.ts';
import { SAME, TEXT } from '../rules/filter.ts';
import { numberedPage } from '../rules/page.ts';
import { notFound, problem } from '../rules/problem.ts';
import { choice, email, flag, openRecord, record, required, text, uuid } from '../rules/shape.ts';
import type { Row } from '../store/table.ts';
import { forgetOwner } from './portal-applications.ts';
import { PORTAL } from './portal-pages.ts';

const status = choice('approved', 'pending', 'revoked', 'rejected');

/** The default status of a developer: pending, unless the portal approves automatically (inferred). */
function firstStatus(call: Call): string {
  const portal = existing(call, 'portals', param(call, 'portalId'), 'portal');
  return portal.auto_approve_developers === true ? 'approved' : 'pending';
}

/** `/v3/portals/{portalId}/developers` (Konnect API contract 3.15.0). */
const developers: Collection = {
  host: 'regional',
  path: '/v3/portals/{portalId}/developers',
  parameter: 'developerId',
  table: 'developers',
  noun: 'developer',
  parents: [PORTAL],
  listing: { filters: { name: TEXT, status: TEXT, email: TEXT }, sort: ['full_name', 'email', 'status', 'created_at'] },
  create: record({
    email: required(email()),
    full_name: required(text({ max: 255 })),
    status,
    send_invitation_email: flag(),
  }),
  update: record({ status }),
  build: (body, call) => ({ email: body.email, full_name: body.full_name, status: body.status ?? firstStatus(call) }),
  verify: (developer, call) => {
    const taken = call.store.table('developers', param(call, 'portalId')).by('email', developer.email);
    if (taken.some((other) => other.id !== developer.id))
      throw problem(409, `${developer.email} is a developer already`);
  },
  remove: (developer, call) => {
    const portal = param(call, 'portalId');
    for (const team of call.store.table('portal-teams', portal).rows()) {
      call.store.table('team-developers', team.id).remove(developer.id);
    }
    forgetOwner(developer, portal, call);
  },
};

const TEAM: Parent = { table: 'portal-teams', parameter: 'teamId', noun: 'team' };
const TEAM_DEVELOPERS = '/v3/portals/{portalId}/teams/{teamId}/developers';

/** The table of a team's members: rows with only a developer's id. */
function membersOf(call: Call) {
  return call.store.table('team-developers', scopeOf([PORTAL, TEAM], call));
}

/** A developer in the lists of a team (contract 3.15.0, `BasicDeveloper`). */
function basic({ id, email, full_name, status, created_at, updated_at }: Row): object {
  return { id, email, full_name, active: status === 'approved', created_at, updated_at };
}

function teamsOf(call: Call): Row[] {
  const developer = find(developers, call);
  const teams = [...call.store.table('portal-teams', param(call, 'portalId')).rows()];
  return teams.filter(({ id }) => call.store.table('team-developers', id).get(developer.id) !== undefined);
}

/** Developers of a portal and the teams they are in. */
export const portalDeveloperRoutes: Route[] = [
  ...routesOf(developers),
  {
    host: 'regional',
    method: 'GET',
    path: '/v3/portals/{portalId}/developers/{developerId}/teams',
    run: (call) => numberedPage(call, teamsOf(call), { filters: { can_own_applications: SAME } }),
  },
  {
    host: 'regional',
    method: 'GET',
    path: TEAM_DEVELOPERS,
    run: (call) => {
      const all = call.store.table('developers', param(call, 'portalId'));
      const members = [...membersOf(call).rows()].flatMap(({ id }) => all.get(id) ?? []);
      return numberedPage(call, members, { filters: { email: TEXT, full_name: TEXT, active: SAME }, item: basic });
    },
  },
  {
    host: 'regional',
    method: 'POST',
    path: TEAM_DEVELOPERS,
    run: (call) => {
      const table = membersOf(call);
      const { id } = check(openRecord({ id: required(uuid()) }), call.body);
      const developer = existing(call, 'developers', String(id), 'developer', param(call, 'portalId'));
      if (table.get(developer.id) !== undefined) throw problem(409, `developer ${developer.id} is in the team already`);
      table.put({ id: developer.id });
      return answer(201);
    },
  },
  {
    host: 'regional',
    method: 'DELETE',
    path: `${TEAM_DEVELOPERS}/{developerId}`,
    run: (call) => {
      const id = param(call, 'developerId');
      if (!membersOf(call).remove(id)) throw notFound('developer', id);
      return answer(204);
    },
  },
];
