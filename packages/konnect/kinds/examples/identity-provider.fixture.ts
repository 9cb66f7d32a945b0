import type { KindExample } from './kind-example.fixture.ts';

const empty = 'an empty text configures nothing';

export const example: KindExample = {
  kind: 'IdentityProvider',
  make: () => ({
    type: 'oidc',
    login_path: 'acme',
    config: { issuer_url: 'https://idp.acme.example', client_id: 'konnect', scopes: ['openid', 'email'] },
  }),
  change: {
    login_path: 'acme-people',
    config: { issuer_url: 'https://login.acme.example', client_id: 'konnect-2', scopes: ['openid'] },
  },
  objections: [
    [{ config: { issuer_url: 'https://idp.acme.example' } }, 'config'],
    [{ type: 'saml', config: {} }, 'config', 'taken'],
    [{ type: 'saml', config: { client_id: 'konnect' } }, 'config.client_id'],
    [
      { config: { issuer_url: 'https://x.example', client_id: 'a', idp_metadata_url: 'https://y.example' } },
      'config.idp_metadata_url',
    ],
  ],
  deviations: {
    'type required': 'the contract marks nothing as required, and a provider without a type means nothing',
    'login_path minLength 1': empty,
    'config.issuer_url minLength 1': empty,
    'config.client_id minLength 1': empty,
    'config.client_secret type secret': 'a secret is a text for Konnect',
    'config.idp_metadata_url minLength 1': empty,
    'config.idp_metadata_xml minLength 1': empty,
  },
};
