import { idField, idOf } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { identityAdmin } from './role.ts';
import { roleFields, roleIdentity } from './role-fields.ts';
import { post } from './step.ts';

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
  assumed: [
    "The id `*` stands for every entity of a type (kongctl's examples use it).",
    'A 409 means that the team has the role already.',
  ],
  goesWith: [],
  fields: {
    team_id: { ...idOf('the team', 'Team'), required: true, immutable: true },
    ...roleFields,
  },
  computed: { id: idField },
  identity: roleIdentity,
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
  create: (write) => [{ ...post(path, write), repeatable: true, conflictIsDone: true }],
};
