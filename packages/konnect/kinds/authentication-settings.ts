import type { Field } from '@konduct/core/kind/field';
import { exposing } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { identityAdmin } from './role.ts';
import { patch } from './step.ts';

const path = '/v3/authentication-settings';

/** Konnect API contract 3.15.0, `/v3/authentication-settings` on the global host. */
export const authenticationSettings: KonnectKind = {
  name: 'AuthenticationSettings',
  description: 'How the people of an organization sign in, and who decides about their teams.',
  scope: 'global',
  contract: { version: '3.15.0', paths: ['/v3/authentication-settings'] },
  assumed: [],
  goesWith: [],
  cardinality: 'one',
  fields: {
    basic_auth_enabled: wayToSignIn('with a password'),
    oidc_auth_enabled: wayToSignIn('through an OpenID Connect provider'),
    saml_auth_enabled: wayToSignIn('through a SAML provider'),
    idp_mapping_enabled: {
      type: 'boolean',
      description: 'Whether groups of the identity provider decide who is in which team.',
    },
    konnect_mapping_enabled: { type: 'boolean', description: 'Whether Konnect decides who is in which team.' },
  },
  computed: {},
  identity: [],
  collection: [],
  ownership: 'none',
  title: 'of the organization',
  // Teams and roles are written before a new way to sign in is opened. Invitations that are not yet accepted do not
  // delay it.
  after: ['Team', 'TeamRole'],
  list: { path, paging: 'self' },
  roles: { read: identityAdmin, update: identityAdmin },
  update: (update) => [patch(path, update)],
};

function wayToSignIn(how: string): Field {
  return exposing(
    `Whether people can sign in ${how}.`,
    { value: false, means: `lets nobody sign in ${how}` },
    { value: true, means: `lets people sign in ${how}` },
  );
}
