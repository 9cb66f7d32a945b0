import { idOf } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { identityAdmin } from './role.ts';

const teamId = idOf('the team', 'Team');

/**
 * Konnect API contract 3.15.0, `/v3/identity-provider/team-group-mappings` on the global host: the older list with the
 * mappings of an organization's only provider. Without a provider it answers 400. Only read.
 */
export const teamGroupMapping: KonnectKind = {
  name: 'TeamGroupMapping',
  description: 'The groups of the identity provider whose members are in a team.',
  scope: 'global',
  contract: { version: '3.15.0', paths: ['/v3/identity-provider/team-group-mappings'] },
  assumed: ['An organization without the old API answers 404.'],
  goesWith: [],
  fields: {
    team_id: teamId,
    groups: {
      type: 'array',
      description: 'The names of the groups.',
      items: { type: 'string', description: 'The name of a group.' },
    },
  },
  computed: {},
  identity: ['team_id'],
  collection: [],
  ownership: 'none',
  external: {
    selector: { team_id: { ...teamId, required: true } },
    yields: 'list',
    source: 'provider',
    describe: (selector) => `groups mapped to the team ${String(selector.team_id)}`,
    matches: (object, selector) => object.team_id === selector.team_id,
  },
  list: { path: '/v3/identity-provider/team-group-mappings', paging: 'page', pageSize: 100, absent: [400, 404] },
  roles: { read: identityAdmin },
};
