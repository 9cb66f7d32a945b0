import { describe, expect, test } from 'vitest';
import { addressOf, hostOf } from './address.ts';

describe('the address of a request', () => {
  test.each([
    ['/eu/v3/apis', '127.0.0.1:1', 'eu', '/v3/apis'],
    ['/global/v3/teams', '127.0.0.1:1', 'global', '/v3/teams'],
    ['/us/v3/teams', '127.0.0.1:1', 'us', '/v3/teams'],
    ['/in/konnect-api/api/runtime_groups', undefined, 'in', '/konnect-api/api/runtime_groups'],
    ['/v3/apis', 'eu.api.konghq.com', 'eu', '/v3/apis'],
    ['/v3/apis', 'EU.api.konghq.com:443', 'eu', '/v3/apis'],
    ['/v3/apis', 'global.api.konghq.com', 'global', '/v3/apis'],
    ['/v3/teams', 'eu.api.konghq.com', 'eu', '/v3/teams'],
    ['/v3/apis', '127.0.0.1:1', 'us', '/v3/apis'],
    ['/v3/teams', '127.0.0.1:1', 'global', '/v3/teams'],
    ['/v3/nothing', undefined, 'us', '/v3/nothing'],
    ['/mars/v3/apis', undefined, 'us', '/mars/v3/apis'],
  ])('%s at %s', (path, name, host, rest) => {
    expect(addressOf('GET', path, name)).toEqual({ host, path: rest });
  });

  test.each(['example.com', 'eu.api.konghq.com.example.com', 'a.b.api.konghq.com', 'api.konghq.com', undefined])(
    'knows no host in %s',
    (name) => {
      expect(hostOf(name)).toBeUndefined();
    },
  );
});
