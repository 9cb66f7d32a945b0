import { idField, idOf } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { admin, viewer } from './role.ts';
import { entityRegions } from './role-fields.ts';
import { post } from './step.ts';

const path = '/v3/portals/{portal_id}/teams/{team_id}/assigned-roles';
const fixed = { type: 'string', required: true, immutable: true } as const;

/** Konnect API contract 3.15.0, `/v3/portals/{portalId}/teams/{teamId}/assigned-roles`. */
export const portalTeamRole: KonnectKind = {
  name: 'PortalTeamRole',
  description: 'What the developers of a team in a portal may do with an API.',
  scope: 'regional',
  contract: {
    version: '3.15.0',
    paths: [
      '/v3/portals/{portalId}/teams/{teamId}/assigned-roles',
      '/v3/portals/{portalId}/teams/{teamId}/assigned-roles/{roleId}',
    ],
  },
  assumed: [
    'The roles are API Viewer and API Consumer, on entities of the type Services, which are APIs of the portal.',
    'The id `*` stands for every API.',
  ],
  goesWith: [],
  fields: {
    portal_id: { ...idOf('the portal', 'Portal'), required: true, immutable: true },
    team_id: { ...idOf('the team', 'PortalTeam'), required: true, immutable: true },
    role_name: { ...fixed, description: 'The role.', enum: ['API Viewer', 'API Consumer'] },
    entity_id: {
      ...idOf('the API, or * for all', {
        by: 'entity_type_name',
        kinds: { Services: 'API' },
        region: 'entity_region',
        every: '*',
      }),
      required: true,
      immutable: true,
    },
    entity_type_name: { ...fixed, description: 'What the entity is.', enum: ['Services'] },
    entity_region: { ...fixed, description: 'Where it is.', enum: entityRegions },
  },
  computed: { id: idField },
  identity: ['role_name', 'entity_id', 'entity_type_name', 'entity_region'],
  collection: ['portal_id', 'team_id'],
  ownership: 'links',
  links: [{ field: 'team_id', goesAlong: true }, { field: 'entity_id' }],
  title: '{role_name}: {team_id} on {entity_id}',
  grant: {
    given: 'Developers of {team_id} get the role {role_name} on {entity_id}',
    taken: 'Developers of {team_id} lose the role {role_name} on {entity_id}',
  },
  list: { path, paging: 'page', pageSize: 100 },
  item: `${path}/{id}`,
  roles: { read: viewer('Portals'), create: admin('Portals') },
  refusesDuplicates: true,
  // 409 means that the team has the role already.
  create: (write) => [{ ...post(path, write), repeatable: true, conflictIsDone: true }],
};
