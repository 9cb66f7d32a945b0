import type { Field } from '@konduct/core/kind/field';
import { exposing, idOf } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { admin, viewer } from './role.ts';
import { firstPatch, patch } from './step.ts';

const path = '/v3/portals/{portal_id}/authentication-settings';
const entityType = 'Portals';

/**
 * Konnect API contract 3.15.0, `/v3/portals/{portalId}/authentication-settings`: a setting that every portal has. Its
 * deprecated fields for one OpenID Connect provider are left out, since a portal has identity providers of its own.
 */
export const portalAuthenticationSettings: KonnectKind = {
  name: 'PortalAuthenticationSettings',
  description: 'How developers sign in to a portal, and who decides about their teams.',
  scope: 'regional',
  cardinality: 'one',
  contract: { version: '3.15.0', paths: ['/v3/portals/{portalId}/authentication-settings'] },
  assumed: [
    'A PATCH keeps what it does not name.',
    'A portal lets every way to sign in be switched off, since its administrators sign in to Konnect.',
    'The roles are those of its portal.',
  ],
  goesWith: [],
  fields: {
    portal_id: { ...idOf('the portal', 'Portal'), required: true, immutable: true },
    basic_auth_enabled: wayIn('with a password'),
    oidc_auth_enabled: wayIn('through an OpenID Connect provider'),
    saml_auth_enabled: wayIn('through a SAML provider'),
    idp_mapping_enabled: {
      type: 'boolean',
      description: 'Whether groups of the identity provider that is enabled decide who is in which team.',
    },
    konnect_mapping_enabled: { type: 'boolean', description: 'Whether Konnect decides who is in which team.' },
  },
  computed: {},
  identity: [],
  collection: ['portal_id'],
  ownership: 'none',
  title: 'of {portal_id}',
  after: ['PortalIdentityProvider', 'PortalTeam', 'PortalTeamRole'],
  list: { path, paging: 'self' },
  roles: { read: viewer(entityType), create: admin(entityType), update: admin(entityType) },
  refusesDuplicates: true,
  create: (write) => [firstPatch(path, write)],
  update: (update) => [patch(path, update)],
};

function wayIn(how: string): Field {
  return exposing(
    `Whether developers can sign in ${how}.`,
    { value: false, means: `lets no developer sign in ${how}` },
    { value: true, means: `lets developers sign in ${how}` },
  );
}
