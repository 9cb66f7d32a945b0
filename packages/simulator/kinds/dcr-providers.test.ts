import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Connection, connect } from '../http.fixture.ts';

const PATH = '/v2/dcr-providers';
const HTTP = {
  name: 'dcr',
  provider_type: 'http',
  issuer: 'https://idp.example.com',
  dcr_config: { dcr_base_url: 'https://dcr.example.com', api_key: 'abcdefghijkl' },
};
const OIDC = {
  name: 'oidc',
  display_name: 'OIDC',
  strategy_type: 'openid_connect',
  configs: { 'openid-connect': { issuer: 'https://i', credential_claim: [], scopes: [], auth_methods: [] } },
};

let konnect: Connection;
beforeEach(async () => {
  konnect = await connect();
});
afterEach(() => konnect.close());

test('a provider of client registration never shows its secret, nor keeps it', async () => {
  const { body } = await konnect.call(`eu POST ${PATH}`, HTTP);
  expect(body).toMatchObject({ active: false, labels: {}, dcr_config: { dcr_base_url: 'https://dcr.example.com' } });
  const patch = { dcr_config: { api_key: 'another0secret', disable_event_hooks: true }, labels: { a: 'b' } };
  const patched = (await konnect.call(`eu PATCH ${PATH}/${body.id}`, patch)).body;
  expect(patched).toMatchObject({
    dcr_config: { dcr_base_url: 'https://dcr.example.com', disable_event_hooks: true },
    labels: { a: 'b' },
  });
  expect((await konnect.call(`eu GET ${PATH}`)).body.data).toEqual([patched]);
  expect(JSON.stringify(konnect.simulator.state())).not.toMatch(/abcdefghijkl|another0secret/);
});

test.each([
  ['a configuration of another type', { ...HTTP, provider_type: 'okta' }, 'dcr_config.dcr_token'],
  ['a type there is not', { ...HTTP, provider_type: 'basic' }, 'provider_type'],
  ['a key that is too short', { ...HTTP, dcr_config: { ...HTTP.dcr_config, api_key: 'short' } }, 'dcr_config.api_key'],
])('is refused with %s', async (_, body, field) => {
  const { status, body: answer } = await konnect.call(`eu POST ${PATH}`, body);
  expect(status).toBe(400);
  expect(answer.invalid_parameters.map((problem: { field: string }) => problem.field)).toContain(field);
});

test('is refused fields of another type on PATCH, as a provider has one type for good', async () => {
  const id = await konnect.make(`eu POST ${PATH}`, HTTP);
  expect((await konnect.call(`eu PATCH ${PATH}/${id}`, { dcr_config: { dcr_token: 'x' } })).status).toBe(400);
  expect((await konnect.call(`eu POST ${PATH}/${id}/verify`)).body).toEqual({ status: 'success', errors: [] });
});

test('is shown by the strategies that use it, which stay without it when it goes', async () => {
  const id = await konnect.make(`eu POST ${PATH}`, HTTP);
  const strategies = '/v2/application-auth-strategies';
  const strategy = await konnect.make(`eu POST ${strategies}`, { ...OIDC, dcr_provider_id: id });
  expect((await konnect.call(`eu GET ${strategies}?filter[dcr_provider_name][eq]=dcr`)).body.data).toMatchObject([
    { id: strategy, dcr_provider: { id, name: 'dcr', provider_type: 'http' } },
  ]);
  expect((await konnect.call(`eu GET ${PATH}/${id}`)).body.active).toBe(true);
  expect((await konnect.call(`eu DELETE ${PATH}/${id}`)).status).toBe(204);
  expect((await konnect.call(`eu GET ${strategies}/${strategy}`)).body.dcr_provider).toBeNull();
});
