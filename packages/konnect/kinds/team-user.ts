import { idOf } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { identityAdmin } from './role.ts';
import { post } from './step.ts';

const byGroups = {
  about: 'the members of team {team_id}',
  because: 'groups of an identity provider are mapped to the team',
} as const;

/** Konnect API contract 3.15.0, `/v3/teams/{teamId}/users` on the global host. The items of the list are users. */
export const teamUser: KonnectKind = {
  name: 'TeamUser',
  description: 'The membership of a user in a team.',
  scope: 'global',
  contract: { version: '3.15.0', paths: ['/v3/teams/{teamId}/users', '/v3/teams/{teamId}/users/{userId}'] },
  assumed: ['A 409 means that the person is a member already.'],
  goesWith: [],
  fields: {
    team_id: { ...idOf('the team', 'Team'), required: true, immutable: true },
    user_id: { ...idOf('the user', 'User'), required: true, immutable: true },
  },
  computed: {},
  identity: ['user_id'],
  collection: ['team_id'],
  ownership: 'links',
  links: [
    { field: 'user_id', anybody: true },
    { field: 'team_id', goesAlong: true },
  ],
  title: '{user_id} in {team_id}',
  grant: { given: '{user_id} joins team {team_id}', taken: '{user_id} leaves team {team_id}' },
  claimedBy: 'team_id',
  yieldsTo: [
    {
      kind: 'TokenAccount',
      field: 'user_id',
      about: '{user_id}',
      because: 'it is the account of the access token',
      onlyKeeps: true,
    },
    { kind: 'TeamGroupMapping', field: 'team_id', ...byGroups, while: 'groups' },
    { kind: 'IdentityProviderTeamGroupMapping', field: 'team_id', ...byGroups },
  ],
  list: { path: '/v3/teams/{team_id}/users', paging: 'page', pageSize: 100 },
  source: { user_id: 'id' },
  item: '/v3/teams/{team_id}/users/{user_id}',
  roles: { read: identityAdmin, create: identityAdmin },
  refusesDuplicates: true,
  create: (write) => [
    {
      ...post('/v3/teams/{team_id}/users', write, { id: write.desired.user_id }),
      returnsObject: false,
      repeatable: true,
      conflictIsDone: true,
    },
  ],
};
