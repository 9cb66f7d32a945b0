import { type Collection, type Parent, routesOf } from '../collection.ts';
import type { Route } from '../route.ts';
import { SAME } from '../rules/filter.ts';
import { singlePage } from '../rules/page.ts';
import { problem } from '../rules/problem.ts';
import { choice, openRecord, type Shape, text } from '../rules/shape.ts';

/** Konnect API contract 3.15.0, `AssignRole.role_name`. */
const ROLES = [
  'Admin',
  'Appearance Maintainer',
  'Application Registration',
  'Certificate Admin',
  'Cloud Gateway Cluster Admin',
  'Cloud Gateway Cluster Viewer',
  'Consumer Admin',
  'Connector',
  'Creator',
  'Debug Session Creator',
  'Deployer',
  'Discovery Admin',
  'Discovery Viewer',
  'Editor',
  'Gateway Service Admin',
  'Integration Admin',
  'Integration Viewer',
  'Key Admin',
  'Maintainer',
  'Network Admin',
  'Network Creator',
  'Network Viewer',
  'Plugin Admin',
  'Plugins Admin',
  'Product Publisher',
  'Publisher',
  'Route Admin',
  'SNI Admin',
  'Scorecard Admin',
  'Scorecard Viewer',
  'Service Admin',
  'Service Creator',
  'Service Viewer',
  'Upstream Admin',
  'Vault Admin',
  'Viewer',
  'Registration Approver',
  'Content Editor',
  'Add On Admin',
  'Add On Viewer',
];

/** Konnect API contract 3.15.0, `AssignRole.entity_type_name`. */
const ENTITY_TYPES = [
  'Add Ons',
  'APIs',
  'API Products',
  'Application Auth Strategies',
  'Audit Logs',
  'Control Planes',
  'Dashboards',
  'DCR Providers',
  'Mesh Control Planes',
  'Networks',
  'Portals',
  'Reports',
  'Service Hub',
  'Auth Servers',
];

export const ENTITY_REGIONS = ['us', 'eu', 'au', 'me', 'in', 'sg', '*'];

/** A UUID, or `*` for every entity of the type, as in kongctl's examples. */
export const ENTITY_ID: Shape = text({ pattern: /^(\*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i });

/** The fields that identify a role: a second one with the same values is a 409 (contract 3.15.0). */
export const ROLE_IDENTITY = ['role_name', 'entity_id', 'entity_type_name', 'entity_region'] as const;

/** The roles of a team, a user or a system account. The lists have no pages. */
function assignedRoles(path: string, parent: Parent): Route[] {
  const collection: Collection = {
    host: 'global',
    path,
    parameter: 'roleId',
    table: 'assigned-roles',
    noun: 'role',
    parents: [parent],
    unstamped: true,
    listing: { filters: { role_name: SAME, entity_type_name: SAME, entity_id: SAME } },
    page: singlePage,
    create: openRecord({
      role_name: choice(...ROLES),
      entity_id: ENTITY_ID,
      entity_type_name: choice(...ENTITY_TYPES),
      entity_region: choice(...ENTITY_REGIONS),
    }),
    build: (body) => Object.fromEntries(ROLE_IDENTITY.map((field) => [field, body[field]])),
    verify: (role, call) => {
      const owner = call.params[parent.parameter] ?? '';
      const others = call.store.table('assigned-roles', owner).by('entity_id', role.entity_id);
      if (others.some((other) => ROLE_IDENTITY.every((field) => other[field] === role[field]))) {
        throw problem(409, `role ${role.role_name} on ${role.entity_id} is already assigned`);
      }
    },
  };
  return routesOf(collection);
}

export const assignedRoleRoutes: Route[] = [
  ...assignedRoles('/v3/teams/{teamId}/assigned-roles', { table: 'teams', parameter: 'teamId', noun: 'team' }),
  ...assignedRoles('/v3/users/{userId}/assigned-roles', { table: 'users', parameter: 'userId', noun: 'user' }),
  ...assignedRoles('/v3/system-accounts/{accountId}/assigned-roles', {
    table: 'system-accounts',
    parameter: 'accountId',
    noun: 'system account',
  }),
];
