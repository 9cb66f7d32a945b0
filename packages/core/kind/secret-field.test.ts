import { applicationAuthStrategy } from '@konduct/konnect/kinds/application-auth-strategy';
import { expect, test } from 'vitest';
import { Secret } from '../secret/secret.ts';
import { SecretHandle } from '../secret/secret-handle.ts';
import { secretFields, withoutSecrets } from './secret-field.ts';

const first = SecretHandle.of(new Secret('first'));
const second = SecretHandle.of(new Secret('second'));
const path = 'configs.openid-connect.client_secret';

function fields(client_secret: unknown) {
  return { name: 'login', configs: { 'openid-connect': { issuer: 'https://login.example', client_secret } } };
}

test('secrets are found where they stand, also where they are taken away', () => {
  expect(secretFields(applicationAuthStrategy, fields([first, second]))).toEqual([{ path, handles: [first, second] }]);
  expect(secretFields(applicationAuthStrategy, fields(null))).toEqual([{ path, handles: [] }]);
  expect(secretFields(applicationAuthStrategy, { name: 'login', configs: null })).toEqual([]);
});

test('the rest is what can be shown', () => {
  expect(withoutSecrets(applicationAuthStrategy, fields([first]))).toEqual({
    name: 'login',
    configs: { 'openid-connect': { issuer: 'https://login.example' } },
  });
});
