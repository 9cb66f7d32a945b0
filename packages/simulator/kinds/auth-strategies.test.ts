import { describe, expect, test } from 'vitest';
import { caller } from '../caller.ts';

const PATH = '/v2/application-auth-strategies';
const KEY_AUTH = {
  name: 'keys',
  display_name: 'Keys',
  strategy_type: 'key_auth',
  configs: { 'key-auth': { key_names: ['X-Key'] } },
};
const OPENID = {
  issuer: 'https://idp.example.com',
  credential_claim: ['sub'],
  scopes: ['openid'],
  auth_methods: ['bearer'],
};
const OIDC = {
  name: 'oidc',
  display_name: 'OIDC',
  strategy_type: 'openid_connect',
  configs: { 'openid-connect': OPENID },
};

describe('application auth strategies', () => {
  test('answer what was sent, and whether something uses them', () => {
    const call = caller();
    const made = call(`eu POST ${PATH}`, { ...KEY_AUTH, labels: { a: '1' } }).body;
    expect(made).toMatchObject({ ...KEY_AUTH, labels: { a: '1' }, active: false, dcr_provider: null });
    const portal = call('eu POST /v3/portals', { name: 'dev', default_application_auth_strategy_id: made.id }).body.id;
    expect(call(`eu GET ${PATH}/${made.id}`).body).toMatchObject({ active: false });
    const api = call('eu POST /v3/apis', { name: 'flights' }).body.id;
    call(`eu PUT /v3/apis/${api}/publications/${portal}`, { auth_strategy_ids: [made.id] });
    expect(call(`eu GET ${PATH}/${made.id}`).body).toMatchObject({ active: true });
    expect(call(`eu GET ${PATH}?filter[strategy_type][eq]=openid_connect`).body.data).toEqual([]);
  });

  test('merge a patch into their configuration and their labels', () => {
    const call = caller();
    const { id } = call(`eu POST ${PATH}`, { ...OIDC, labels: { a: '1', b: '2' } }).body;
    const patch = { configs: { 'openid-connect': { scopes: ['openid', 'email'] } }, labels: { a: null } };
    expect(call(`eu PATCH ${PATH}/${id}`, patch).body).toMatchObject({
      configs: { 'openid-connect': { ...OPENID, scopes: ['openid', 'email'] } },
      labels: { b: '2' },
    });
    expect(call(`eu PATCH ${PATH}/${id}`, { labels: null }).body.labels).toEqual({});
  });

  test('show a secret that their configuration holds, as the contract does not say that it is write-only', () => {
    const call = caller();
    const configs = { 'openid-connect': { ...OPENID, client_id: 'a', client_secret: 's' } };
    const { id } = call(`eu POST ${PATH}`, { ...OIDC, configs }).body;
    expect(call(`eu GET ${PATH}/${id}`).body.configs).toEqual(configs);
  });

  test.each<[string, object]>([
    ['another type of configuration', { ...KEY_AUTH, configs: { 'openid-connect': OPENID } }],
    ['a configuration without what its type needs', { ...OIDC, configs: { 'openid-connect': { issuer: 'x' } } }],
    ['a type there is not', { ...KEY_AUTH, strategy_type: 'basic' }],
    ['a provider of client registration for keys', { ...KEY_AUTH, dcr_provider_id: null }],
    ['a provider that does not exist', { ...OIDC, dcr_provider_id: '00000000-0000-4000-8000-000000000000' }],
    ['no display name', { ...KEY_AUTH, display_name: undefined }],
    ['a label that begins as Konnect’s own do', { ...KEY_AUTH, labels: { 'kong-a': 'x' } }],
  ])('are refused with %s', (_, body) => {
    expect(caller()(`eu POST ${PATH}`, body).status).toBe(400);
  });

  test('keep their type', () => {
    const call = caller();
    const { id } = call(`eu POST ${PATH}`, KEY_AUTH).body;
    expect(call(`eu PATCH ${PATH}/${id}`, { strategy_type: 'openid_connect' }).status).toBe(400);
    expect(call(`eu PATCH ${PATH}/${id}`, { configs: { 'openid-connect': OPENID } }).status).toBe(400);
    expect(call(`eu GET ${PATH}/${id}`).body).toMatchObject(KEY_AUTH);
  });
});
