import { idOf } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { identityAdmin } from './role.ts';
import { post } from './step.ts';

/** Konnect API contract 3.15.0, `/v3/teams/{teamId}/users` on the global host. The list holds users. */
export const teamUser: KonnectKind = {
  name: 'TeamUser',
  description: 'The membership of a user in a team.',
  scope: 'global',
  fields: {
    team_id: { ...idOf('the team'), required: true, immutable: true },
    user_id: { ...idOf('the user'), required: true, immutable: true },
  },
  computed: {},
  identity: ['user_id'],
  collection: ['team_id'],
  ownership: 'parent',
  list: { path: '/v3/teams/{team_id}/users', paging: 'page', pageSize: 100 },
  source: { user_id: 'id' },
  roles: { read: identityAdmin, create: identityAdmin },
  refusesDuplicates: true,
  // 409 says that the user is a member already.
  create: (write) => [
    {
      ...post('/v3/teams/{team_id}/users', write, { id: write.desired.user_id }),
      returnsObject: false,
      repeatable: true,
      conflictIsDone: true,
    },
  ],
};
