import type { KindExample } from './kind-example.fixture.ts';

export const example: KindExample = {
  kind: 'PortalAuthenticationSettings',
  needs: ['Portal'],
  make: (id) => ({
    portal_id: id('Portal'),
    basic_auth_enabled: true,
    oidc_auth_enabled: false,
    saml_auth_enabled: false,
    idp_mapping_enabled: false,
    konnect_mapping_enabled: false,
  }),
  change: {
    basic_auth_enabled: false,
    oidc_auth_enabled: true,
    saml_auth_enabled: true,
    idp_mapping_enabled: false,
    konnect_mapping_enabled: true,
  },
  exposure: [
    ['basic_auth_enabled', false, true],
    ['oidc_auth_enabled', false, true],
    ['saml_auth_enabled', false, true],
  ],
};
