import type { KindExample } from './kind-example.fixture.ts';

const isSecret = 'no answer shows it, and messages must not either';

export const example: KindExample = {
  kind: 'DCRProvider',
  make: () => ({
    name: 'access',
    display_name: 'Login',
    issuer: 'https://login.example',
    provider_type: 'auth0',
    dcr_config: {
      initial_client_id: 'konnect',
      initial_client_secret: 'shh',
      initial_client_audience: 'portal',
      use_developer_managed_scopes: false,
    },
  }),
  change: {
    name: 'sign-in',
    display_name: 'Sign in',
    issuer: 'https://sign-in.example',
    dcr_config: {
      initial_client_id: 'portal',
      initial_client_secret: 'hush',
      initial_client_audience: null,
      use_developer_managed_scopes: true,
    },
  },
  objections: [
    [{ dcr_config: { initial_client_id: 'konnect' } }, 'dcr_config'],
    [{ dcr_config: { initial_client_id: 'a', initial_client_secret: 'b', dcr_token: 'c' } }, 'dcr_config.dcr_token'],
    [{ provider_type: 'okta', dcr_config: { initial_client_id: 'a' } }, 'dcr_config.initial_client_id'],
  ],
  deviations: {
    'dcr_config required': 'a provider of type kongIdentity needs none',
    'dcr_config.initial_client_secret type secret': isSecret,
    'dcr_config.initial_client_secret maxLength': isSecret,
    'dcr_config.dcr_token type secret': isSecret,
    'dcr_config.dcr_token maxLength': isSecret,
    'dcr_config.api_key type secret': isSecret,
    'dcr_config.api_key minLength': isSecret,
    'dcr_config.api_key maxLength': isSecret,
    'dcr_config.api_key pattern': isSecret,
  },
};
