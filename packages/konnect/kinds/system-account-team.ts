import { idOf } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { identityAdmin } from './role.ts';
import { post } from './step.ts';

const path = '/v3/teams/{team_id}/system-accounts';

/** Konnect API contract 3.15.0, `/v3/teams/{teamId}/system-accounts` on the global host. The items are accounts. */
export const systemAccountTeam: KonnectKind = {
  name: 'SystemAccountTeam',
  description: 'The membership of a system account in a team.',
  scope: 'global',
  contract: {
    version: '3.15.0',
    paths: ['/v3/teams/{teamId}/system-accounts', '/v3/teams/{teamId}/system-accounts/{accountId}'],
  },
  assumed: [],
  goesWith: [],
  fields: {
    team_id: { ...idOf('the team', 'Team'), required: true, immutable: true },
    system_account_id: { ...idOf('the system account', 'SystemAccount'), required: true, immutable: true },
  },
  computed: {},
  identity: ['system_account_id'],
  collection: ['team_id'],
  ownership: 'links',
  links: [
    { field: 'system_account_id', goesAlong: true },
    { field: 'team_id', goesAlong: true },
  ],
  // Accounts that others put into a team of ours are theirs.
  claimedBy: 'system_account_id',
  title: '{system_account_id} in {team_id}',
  grant: {
    given: 'System account {system_account_id} joins team {team_id}',
    taken: 'System account {system_account_id} leaves team {team_id}',
  },
  list: { path, paging: 'page', pageSize: 100 },
  source: { system_account_id: 'id' },
  item: `${path}/{system_account_id}`,
  roles: { read: identityAdmin, create: identityAdmin },
  refusesDuplicates: true,
  // 409 means that the account is a member already.
  create: (write) => [
    {
      ...post(path, write, { id: write.desired.system_account_id }),
      returnsObject: false,
      repeatable: true,
      conflictIsDone: true,
    },
  ],
};
