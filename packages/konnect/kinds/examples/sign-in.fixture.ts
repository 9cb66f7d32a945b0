import type { KindExample } from './kind-example.fixture.ts';

const inParts = 'the settings and the identity providers are written in requests of their own, one after the other';

export const example: KindExample = {
  kind: 'SignIn',
  // sign-in/sequence.property.test.ts has every state and every goal.
  objections: [],
  deviations: {
    basic_auth_enabled: inParts,
    oidc_auth_enabled: inParts,
    saml_auth_enabled: inParts,
    oidc_provider_id: 'the provider is in the path of the request that enables it',
    saml_provider_id: 'the provider is in the path of the request that enables it',
    idp_mapping_enabled: inParts,
    konnect_mapping_enabled: inParts,
  },
  exposure: [
    ['basic_auth_enabled', false, true],
    ['oidc_auth_enabled', false, true],
    ['saml_auth_enabled', false, true],
  ],
};
