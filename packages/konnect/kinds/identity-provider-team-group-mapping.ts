import { createdAtField, idField, idOf, updatedAtField } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { identityAdmin } from './role.ts';

const teamId = idOf('the team', 'Team');

/** Konnect API contract 3.15.0, `/v3/identity-providers/{idpId}/team-group-mappings` on the global host. Only read. */
export const identityProviderTeamGroupMapping: KonnectKind = {
  name: 'IdentityProviderTeamGroupMapping',
  description: 'A group of an identity provider whose members are in a team.',
  scope: 'global',
  contract: { version: '3.15.0', paths: ['/v3/identity-providers/{idpId}/team-group-mappings'] },
  assumed: ['An organization without the new API answers 404.'],
  goesWith: [],
  fields: {
    identity_provider_id: { ...idOf('the identity provider', 'IdentityProvider'), required: true },
    team_id: teamId,
    group: { type: 'string', description: 'The name of the group.' },
  },
  computed: { id: idField, created_at: createdAtField, updated_at: updatedAtField },
  identity: ['id'],
  collection: ['identity_provider_id'],
  ownership: 'none',
  title: '{group} in {team_id}',
  external: {
    selector: { team_id: { ...teamId, required: true } },
    yields: 'list',
    source: 'provider',
    describe: (selector) => `a group mapped to the team ${String(selector.team_id)}`,
    matches: (object, selector) => object.team_id === selector.team_id,
  },
  list: {
    path: '/v3/identity-providers/{identity_provider_id}/team-group-mappings',
    paging: 'cursor',
    pageSize: 100,
    absent: [404],
  },
  roles: { read: identityAdmin },
};
