import type { KindExample } from './kind-example.fixture.ts';

export const example: KindExample = {
  kind: 'ApplicationAuthStrategy',
  make: () => ({
    name: 'keys',
    display_name: 'Keys',
    strategy_type: 'key_auth',
    configs: { 'key-auth': { key_names: ['apikey'], ttl: { value: 1, unit: 'days' } } },
  }),
  change: {
    name: 'others',
    display_name: 'Others',
    configs: { 'key-auth': { key_names: ['key'], ttl: { value: 2, unit: 'weeks' } } },
  },
  deviations: {
    'configs.key-auth.ttl nullable': 'a PATCH takes null, and a creation leaves it out',
    'configs.openid-connect.client_id': 'a setting of the plugin, which the contract allows',
    'configs.openid-connect.client_secret': 'a setting of the plugin, which the contract allows',
  },
};
