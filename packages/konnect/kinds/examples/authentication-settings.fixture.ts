import type { KindExample } from './kind-example.fixture.ts';

export const example: KindExample = {
  kind: 'AuthenticationSettings',
  exposure: [
    ['basic_auth_enabled', false, true],
    ['oidc_auth_enabled', false, true],
    ['saml_auth_enabled', false, true],
  ],
};
