import { api } from '@konduct/konnect/kinds/api';
import { apiImplementation } from '@konduct/konnect/kinds/api-implementation';
import { applicationAuthStrategy } from '@konduct/konnect/kinds/application-auth-strategy';
import { controlPlane } from '@konduct/konnect/kinds/control-plane';
import { gatewayService } from '@konduct/konnect/kinds/gateway-service';
import { signIn } from '@konduct/konnect/kinds/sign-in';
import { expect, test } from 'vitest';
import type { Kind } from '../kind/kind.ts';
import { SecretHandle } from '../secret/secret-handle.ts';
import { placeholderOf } from './placeholder.ts';

const number: Kind = { ...api, fields: { share: { type: 'number', description: 'A share.' } }, computed: {} };

test.each<[string, Kind | undefined, string, unknown]>([
  ['a text', api, 'name', '(acme/a name)'],
  ['a text that Konnect computes', api, 'id', '(acme/a id)'],
  ['a whole number', gatewayService, 'port', 1],
  ['a number', number, 'share', 1],
  ['yes or no', signIn, 'basic_auth_enabled', true],
  ['a list', gatewayService, 'tags', ['(acme/a tags)']],
  [
    'a list of objects',
    controlPlane,
    'proxy_urls',
    [{ host: '(acme/a proxy_urls)', port: 1, protocol: '(acme/a proxy_urls)' }],
  ],
  ['an object', apiImplementation, 'service', { control_plane_id: '(acme/a service)', id: '(acme/a service)' }],
  ['a map', api, 'labels', {}],
  ['a document', api, 'spec_content', { digest: '(acme/a spec_content)' }],
  ['what no kind has', api, 'unheard', '(acme/a unheard)'],
  ['a field of nobody knows what', undefined, 'name', '(acme/a name)'],
])('%s', (_, kind, name, value) => {
  expect(placeholderOf(kind, 'acme/a', name)).toEqual(value);
});

test('a secret has a handle without a secret', () => {
  const configs = placeholderOf(applicationAuthStrategy, 'acme/a', 'configs') as {
    'openid-connect': { client_secret: SecretHandle[] };
  };
  const [handle] = configs['openid-connect'].client_secret;
  expect(handle).toBeInstanceOf(SecretHandle);
  expect(handle?.secret).toBeUndefined();
});
