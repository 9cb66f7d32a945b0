import { createdAtField, idField, idOf, updatedAtField } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { identityAdmin } from './role.ts';
import { post } from './step.ts';

const path = '/v3/identity-providers/{identity_provider_id}/team-group-mappings';

/**
 * Konnect API contract 3.15.0, `/v3/identity-providers/{idpId}/team-group-mappings` on the global host: one object for
 * each pair of a group and a team, which cannot change.
 */
export const identityProviderTeamGroupMapping: KonnectKind = {
  name: 'IdentityProviderTeamGroupMapping',
  description: 'A group of an identity provider whose members are in a team.',
  scope: 'global',
  contract: {
    version: '3.15.0',
    paths: [
      '/v3/identity-providers/{idpId}/team-group-mappings',
      '/v3/identity-providers/{idpId}/team-group-mappings/{id}',
    ],
  },
  assumed: ['Names of groups are case-sensitive.', 'An organization without the new API answers 404.'],
  goesWith: [],
  fields: {
    identity_provider_id: { ...idOf('the identity provider', 'IdentityProvider'), required: true, immutable: true },
    team_id: { ...idOf('the team', 'Team'), required: true, immutable: true },
    group: { type: 'string', description: 'The name of the group.', required: true, immutable: true, minLength: 1 },
  },
  computed: { id: idField, created_at: createdAtField, updated_at: updatedAtField },
  identity: ['team_id', 'group'],
  collection: ['identity_provider_id'],
  ownership: 'links',
  links: [
    { field: 'team_id', goesAlong: true },
    { field: 'identity_provider_id', anybody: true, goesAlong: true },
  ],
  title: '{group} in {team_id}',
  grant: {
    given: 'People in the group {group} join team {team_id}',
    taken: 'People in the group {group} leave team {team_id}',
  },
  claimedBy: 'team_id',
  list: { path, paging: 'cursor', pageSize: 100, absent: [404] },
  roles: { read: identityAdmin, create: identityAdmin },
  refusesDuplicates: true,
  item: `${path}/{id}`,
  // 409 means that the group is mapped to the team already.
  create: (write) => [{ ...post(path, write), repeatable: true, conflictIsDone: true }],
};
