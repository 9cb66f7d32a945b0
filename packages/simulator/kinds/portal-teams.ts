import { type Collection, type Parent, routesOf } from '../collection.ts';
import { type Call, param, type Route } from '../route.ts';
import { SAME, TEXT } from '../rules/filter.ts';
import { notUnique, problem } from '../rules/problem.ts';
import { choice, flag, openRecord, optional, record, required, text } from '../rules/shape.ts';
import type { Row } from '../store/table.ts';
import { ENTITY_ID, ENTITY_REGIONS, ROLE_IDENTITY } from './assigned-roles.ts';
import { unmapTeam } from './identity-provider.ts';
import { forgetOwner } from './portal-applications.ts';
import { PORTAL } from './portal-pages.ts';

const fields = {
  name: required(text({ min: 1, max: 250 })),
  description: text({ min: 1, max: 250 }),
  can_own_applications: flag(),
};

/** `/v3/portals/{portalId}/teams` (Konnect API contract 3.15.0). */
const teams: Collection = {
  host: 'regional',
  path: '/v3/portals/{portalId}/teams',
  parameter: 'teamId',
  table: 'portal-teams',
  noun: 'team',
  parents: [PORTAL],
  listing: { filters: { name: TEXT, can_own_applications: SAME } },
  create: record(fields),
  update: record(optional(fields)),
  // An answer must have a description of at least one character, so the name is the default.
  build: ({ name, description = name, can_own_applications = false }) => ({ name, description, can_own_applications }),
  verify: (team, call) => {
    const taken = call.store.table('portal-teams', param(call, 'portalId')).by('name', team.name);
    if (taken.some((other) => other.id !== team.id)) throw notUnique('name', team.name);
  },
  remove: (team, call) => {
    unmapTeam(team, call, param(call, 'portalId'));
    forgetOwner(team, param(call, 'portalId'), call);
  },
};

const TEAM: Parent = { table: 'portal-teams', parameter: 'teamId', noun: 'team' };

function refuseTwice(role: Row, call: Call): void {
  const others = call.store.table('assigned-roles', param(call, 'teamId')).by('entity_id', role.entity_id);
  if (others.some((other) => ROLE_IDENTITY.every((field) => other[field] === role[field]))) {
    throw problem(409, `role ${role.role_name} on ${role.entity_id} is already assigned`);
  }
}

const roles: Collection = {
  host: 'regional',
  path: '/v3/portals/{portalId}/teams/{teamId}/assigned-roles',
  parameter: 'roleId',
  table: 'assigned-roles',
  noun: 'role',
  parents: [PORTAL, TEAM],
  readable: false,
  unstamped: true,
  listing: { filters: {} },
  create: openRecord({
    role_name: required(choice('API Viewer', 'API Consumer')),
    entity_id: required(ENTITY_ID),
    entity_type_name: required(choice('Services')),
    entity_region: required(choice(...ENTITY_REGIONS)),
  }),
  build: (body) => Object.fromEntries(ROLE_IDENTITY.map((field) => [field, body[field]])),
  verify: refuseTwice,
};

export const portalTeamRoutes: Route[] = [...routesOf(teams), ...routesOf(roles)];
