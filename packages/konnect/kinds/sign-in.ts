import type { Exposure, Field } from '@konduct/core/kind/field';
import { idOf } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { identityAdmin } from './role.ts';
import { signInObjection } from './sign-in/objection.ts';
import { isBridged, type ProviderType } from './sign-in/sequence.ts';
import { goalOf, providersPath, settingsPath, signInFields, stateOf } from './sign-in/state.ts';
import { signInSteps } from './sign-in/steps.ts';

/**
 * The whole sign-in of an organization: which ways are open, and who decides about teams. Konnect API contract 3.15.0,
 * `/v3/authentication-settings` and `/v3/identity-providers` on the global host. No other kind opens or closes a way.
 */
export const signIn: KonnectKind = {
  name: 'SignIn',
  description: 'How the people of an organization sign in, and who decides about their teams.',
  scope: 'global',
  contract: {
    version: '3.15.0',
    paths: ['/v3/authentication-settings', '/v3/identity-providers', '/v3/identity-providers/{id}'],
  },
  assumed: [
    'People sign in through a provider only if both the flag of the settings and the provider are on.',
    'A flag can be on before its provider is enabled, as koctl does it.',
  ],
  goesWith: [],
  cardinality: 'one',
  fields: {
    basic_auth_enabled: wayToSignIn('with a password'),
    oidc_auth_enabled: wayThrough('OpenID Connect'),
    saml_auth_enabled: wayThrough('SAML'),
    oidc_provider_id: { ...idOf('the OpenID Connect provider', 'IdentityProvider'), compare: 'read' },
    saml_provider_id: { ...idOf('the SAML provider', 'IdentityProvider'), compare: 'read' },
    idp_mapping_enabled: {
      type: 'boolean',
      description: 'Whether groups of the identity provider decide who is in which team.',
    },
    konnect_mapping_enabled: { type: 'boolean', description: 'Whether Konnect decides who is in which team.' },
  },
  computed: { oidc: providerParts('OpenID Connect'), saml: providerParts('SAML') },
  identity: [],
  collection: [],
  ownership: 'none',
  title: 'of the organization',
  // Teams, roles and the teams of groups are written before a new way to sign in is opened. Invitations that are not yet
  // accepted do not delay it.
  after: ['Team', 'TeamRole', 'IdentityProvider', 'IdentityProviderTeamGroupMapping'],
  list: { path: settingsPath, paging: 'self' },
  detail: {
    requests: () => [() => ({ method: 'GET', path: providersPath, scope: 'global' })],
    decode: ([providers], { fields }) => signInFields(providers, fields),
  },
  roles: { read: identityAdmin, update: identityAdmin },
  objection(desired, observed) {
    const hasProvider = (type: ProviderType) => desired[`${type}_provider_id`] !== undefined;
    const objection = signInObjection(goalOf(desired), observed && stateOf(observed), hasProvider);
    if (!objection) return undefined;
    const { way, ...told } = objection;
    return { path: `${way}_auth_enabled`, ...told };
  },
  passesThrough: (observed, desired) =>
    isBridged(stateOf(observed), goalOf(desired))
      ? ['people can sign in with a password while one identity provider gives way to the other']
      : [],
  update: signInSteps,
};

function wayToSignIn(how: string, ...between: readonly Exposure[]): Field {
  return {
    type: 'boolean',
    description: `Whether people can sign in ${how}.`,
    exposure: [
      { value: false, means: `lets nobody sign in ${how}` },
      ...between,
      { value: true, means: `lets people sign in ${how}` },
    ],
  };
}

/** People sign in through a provider if the organization's flag and the provider agree that they do. */
function wayThrough(provider: string): Field {
  const how = `through the ${provider} provider`;
  const halfOpen = { value: null, means: `lets nobody sign in ${how}: of the flag and the provider, one is on` };
  return { ...wayToSignIn(how, halfOpen), compare: 'read' };
}

function providerParts(protocol: string): Field {
  return {
    type: 'object',
    description: `The two parts of signing in through ${protocol}.`,
    properties: {
      flag: { type: 'boolean', description: 'Whether the organization allows it.' },
      enabled: { type: 'boolean', description: 'Whether the identity provider is enabled; absent without a provider.' },
    },
  };
}
