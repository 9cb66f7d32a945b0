import { idField, idOf } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { identityAdmin } from './role.ts';
import { post } from './step.ts';

/** Konnect API contract 3.15.0, the enums of `AssignRole`. */
const roleNames = [
  ...['Admin', 'Appearance Maintainer', 'Application Registration', 'Certificate Admin', 'Cloud Gateway Cluster Admin'],
  ...['Cloud Gateway Cluster Viewer', 'Consumer Admin', 'Connector', 'Creator', 'Debug Session Creator', 'Deployer'],
  ...['Discovery Admin', 'Discovery Viewer', 'Editor', 'Gateway Service Admin', 'Integration Admin'],
  ...['Integration Viewer', 'Key Admin', 'Maintainer', 'Network Admin', 'Network Creator', 'Network Viewer'],
  ...['Plugin Admin', 'Plugins Admin', 'Product Publisher', 'Publisher', 'Route Admin', 'SNI Admin'],
  ...['Scorecard Admin', 'Scorecard Viewer', 'Service Admin', 'Service Creator', 'Service Viewer', 'Upstream Admin'],
  ...['Vault Admin', 'Viewer', 'Registration Approver', 'Content Editor', 'Add On Admin', 'Add On Viewer'],
];
const entityTypes = [
  ...['Add Ons', 'APIs', 'API Products', 'Application Auth Strategies', 'Audit Logs', 'Control Planes', 'Dashboards'],
  ...['DCR Providers', 'Mesh Control Planes', 'Networks', 'Portals', 'Reports', 'Service Hub', 'Auth Servers'],
];
/** The kinds for the types of entities, as far as Konduct has them. */
const entityKinds = {
  APIs: 'API',
  'Application Auth Strategies': 'ApplicationAuthStrategy',
  'Control Planes': 'ControlPlane',
  Portals: 'Portal',
};
const regions = ['us', 'eu', 'au', 'me', 'in', 'sg', '*'];

const path = '/v3/teams/{team_id}/assigned-roles';

/**
 * Konnect API contract 3.15.0, `/v3/teams/{teamId}/assigned-roles` on the global host. The list has no page parameters.
 */
export const teamRole: KonnectKind = {
  name: 'TeamRole',
  description: 'A role of a team on one entity, such as Admin of a control plane.',
  scope: 'global',
  contract: {
    version: '3.15.0',
    paths: ['/v3/teams/{teamId}/assigned-roles', '/v3/teams/{teamId}/assigned-roles/{roleId}'],
  },
  assumed: ["The id `*` stands for every entity of a type (kongctl's examples use it)."],
  goesWith: [],
  fields: {
    team_id: { ...idOf('the team', 'Team'), required: true, immutable: true },
    role_name: { type: 'string', description: 'The role.', required: true, immutable: true, enum: roleNames },
    entity_id: {
      ...idOf('the entity, or * for all', {
        by: 'entity_type_name',
        kinds: entityKinds,
        region: 'entity_region',
        every: '*',
      }),
      required: true,
      immutable: true,
    },
    entity_type_name: {
      type: 'string',
      description: 'What the entity is.',
      required: true,
      immutable: true,
      enum: entityTypes,
    },
    entity_region: { type: 'string', description: 'Where it is.', required: true, immutable: true, enum: regions },
  },
  computed: { id: idField },
  identity: ['role_name', 'entity_id', 'entity_type_name', 'entity_region'],
  collection: ['team_id'],
  ownership: 'links',
  links: [{ field: 'team_id', goesAlong: true }, { field: 'entity_id' }],
  title: '{role_name}: {team_id} on {entity_id}',
  grant: {
    given: 'Team {team_id} gets the role {role_name} on {entity_id}',
    taken: 'Team {team_id} loses the role {role_name} on {entity_id}',
  },
  list: { path, paging: 'page' },
  item: `${path}/{id}`,
  roles: { read: identityAdmin, create: identityAdmin },
  refusesDuplicates: true,
  // 409 means that the team has the role already.
  create: (write) => [{ ...post(path, write), repeatable: true, conflictIsDone: true }],
};
