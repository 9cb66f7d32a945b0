import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Connection, connect } from './http.fixture.ts';

// Konnect's behaviour in kongctl's own end-to-end scenarios, which were written against the real service.

let konnect: Connection;
beforeEach(async () => {
  konnect = await connect();
});
afterEach(() => konnect.close());

const KEY_AUTH = {
  name: 'keys',
  display_name: 'Keys',
  strategy_type: 'key_auth',
  configs: { 'key-auth': { key_names: ['X-Key'] } },
};

describe('a gateway service', () => {
  const services = async () => {
    const plane = await konnect.make('us POST /v2/control-planes', { name: 'cp' });
    return `/v2/control-planes/${plane}/core-entities/services`;
  };

  test('is made by its address alone', async () => {
    const path = await services();
    const made = await konnect.call(`us POST ${path}`, { name: 's', url: 'https://s.example/x' });
    expect(made).toMatchObject({
      status: 201,
      body: { name: 's', protocol: 'https', host: 's.example', port: 443, path: '/x' },
    });
    expect(made.body).not.toHaveProperty('url');
    const put = await konnect.call(`us PUT ${path}/${made.body.id}`, { name: 's', url: 'http://s.example:8080' });
    expect(put).toMatchObject({ status: 200, body: { protocol: 'http', host: 's.example', port: 8080 } });
    expect(put.body).not.toHaveProperty('path');
  });

  test.each([
    ['neither address nor host', { name: 's' }, "missing properties: 'host'"],
    ['an address that is none', { name: 's', url: 's.example' }, 'must be a URL'],
    ['an address of a protocol there is not', { name: 's', url: 'ftp://s.example' }, /^must be one of: grpc/],
  ])('is refused with %s', async (_, body, message) => {
    const answer = await konnect.call(`us POST ${await services()}`, body);
    expect(answer).toMatchObject({ status: 400, body: { message: 'validation error' } });
    expect(answer.body.details[0].messages[0]).toMatch(message);
  });
});

describe('a portal', () => {
  test('has a theme without a name until it is given one', async () => {
    const path = `/v3/portals/${await konnect.make('us POST /v3/portals', { name: 'p' })}/customization`;
    const theme = { mode: 'light', colors: { primary: '#8250FF' } };
    await konnect.call(`us PATCH ${path}`, { theme });
    expect((await konnect.call(`us GET ${path}`)).body.theme).toEqual(theme);
    await konnect.call(`us PATCH ${path}`, { theme: { name: 'mint_rocket' } });
    expect((await konnect.call(`us GET ${path}`)).body.theme).toEqual({ ...theme, name: 'mint_rocket' });
  });

  test('shows the slug of a page below another with a slash, however it was sent', async () => {
    const pages = `/v3/portals/${await konnect.make('us POST /v3/portals', { name: 'p' })}/pages`;
    const guides = await konnect.make(`us POST ${pages}`, { slug: '/guides', content: '# Guides' });
    const body = { slug: 'start', content: '# Start', parent_page_id: guides };
    const start = await konnect.call(`us POST ${pages}`, body);
    expect(start).toMatchObject({ status: 201, body: { slug: '/start' } });
    expect((await konnect.call(`us POST ${pages}`, { ...body, slug: '/start' })).status).toBe(400);
    const patched = await konnect.call(`us PATCH ${pages}/${start.body.id}`, { slug: '/start', content: '# Begin' });
    expect(patched.body.slug).toBe('/start');
    expect((await konnect.call(`us GET ${pages}/${start.body.id}`)).body.slug).toBe('/start');
    expect((await konnect.call(`us GET ${pages}`)).body.data).toMatchObject([
      { slug: '/guides', children: [{ slug: '/start' }] },
    ]);
    expect((await konnect.call(`us GET ${pages}?filter[slug][eq]=/start`)).body.data).toHaveLength(1);
  });

  test('maps no groups of an identity provider while none is enabled', async () => {
    const portal = `/v3/portals/${await konnect.make('us POST /v3/portals', { name: 'p' })}`;
    const settings = `us PATCH ${portal}/authentication-settings`;
    const refused = await konnect.call(settings, { konnect_mapping_enabled: true, idp_mapping_enabled: true });
    expect(refused.status).toBe(400);
    expect(refused.body.invalid_parameters[0]).toMatchObject({
      field: 'idp_mapping_enabled',
      reason: 'cannot be enabled when no IdP is enabled',
    });
    expect((await konnect.call(`us GET ${portal}/authentication-settings`)).body).toMatchObject({
      konnect_mapping_enabled: false,
      idp_mapping_enabled: false,
    });
    const config = { issuer_url: 'https://idp.example.com', client_id: 'portal', client_secret: 'x' };
    const provider = await konnect.make(`us POST ${portal}/identity-providers`, { type: 'oidc', config });
    expect((await konnect.call(settings, { idp_mapping_enabled: true })).status).toBe(400);
    await konnect.call(`us PATCH ${portal}/identity-providers/${provider}`, { enabled: true });
    expect(await konnect.call(settings, { idp_mapping_enabled: true })).toMatchObject({
      status: 200,
      body: { idp_mapping_enabled: true },
    });
  });
});

describe('an application auth strategy', () => {
  test('can go while it is only the default of a portal, which then has none', async () => {
    const strategy = await konnect.make('us POST /v2/application-auth-strategies', KEY_AUTH);
    const portal = await konnect.make('us POST /v3/portals', {
      name: 'p',
      default_application_auth_strategy_id: strategy,
    });
    expect((await konnect.call(`us DELETE /v2/application-auth-strategies/${strategy}`)).status).toBe(204);
    expect((await konnect.call(`us GET /v3/portals/${portal}`)).body.default_application_auth_strategy_id).toBeNull();
    expect((await konnect.call(`us PATCH /v3/portals/${portal}`, { description: 'a' })).status).toBe(200);
  });
});

describe('an API', () => {
  test.each([
    [{ name: 'SMS API', version: '3.2.0' }, 'sms-api-3'],
    [{ name: 'My API', version: 'v1' }, 'my-api-v1'],
    [{ name: 'My Simple API' }, 'my-simple-api'],
    [{ name: 'flights', slug: 'Flights_2' }, 'Flights_2'],
  ])('%o has a slug', async (body, slug) => {
    const id = await konnect.make('us POST /v3/apis', body);
    expect((await konnect.call(`us GET /v3/apis/${id}`)).body.slug).toBe(slug);
  });

  test('has no current version while no version is called as it is itself', async () => {
    const id = await konnect.make('us POST /v3/apis', { name: 'SMS API', version: '3.2.0' });
    const spec = { content: 'openapi: 3.0.0\ninfo: {title: t, version: 2.0.0}\npaths: {}\n' };
    const version = await konnect.make(`us POST /v3/apis/${id}/versions`, { version: '2.0.0', spec });
    const summary = async () => (await konnect.call(`us GET /v3/apis/${id}`)).body.current_version_summary;
    expect(await summary()).toBeNull();
    expect((await konnect.call('us GET /v3/apis')).body.data[0].current_version_summary).toBeNull();
    await konnect.call(`us PATCH /v3/apis/${id}/versions/${version}`, { version: '3.2.0' });
    expect(await summary()).toMatchObject({ id: version, version: '3.2.0' });
    await konnect.call(`us PATCH /v3/apis/${id}`, { version: '4.0.0' });
    expect(await summary()).toBeNull();
  });
});

describe('a login path', () => {
  test('leads to the identity provider that is enabled there', async () => {
    const config = { issuer_url: 'https://idp.example.com', client_id: 'konnect' };
    const body = { type: 'oidc', login_path: 'acme', config };
    const id = await konnect.make('global POST /v3/identity-providers', body);
    const to = `${konnect.simulator.url}/global/v3/authenticate/acme?return_to=https://cloud.konghq.com`;
    const options = { headers: { authorization: 'Bearer kpat_http' }, redirect: 'manual' } as const;
    expect((await fetch(to, options)).status).toBe(400);
    await konnect.call(`global PATCH /v3/identity-providers/${id}`, { enabled: true });
    const answer = await fetch(to, options);
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toMatch(/^https:\/\/idp\.example\.com\?client_id=konnect&redirect_uri=/);
  });
});

describe('an icon of an API', () => {
  test('is kept until it is deleted', async () => {
    const api = `/v3/apis/${await konnect.make('us POST /v3/apis', { name: 'a' })}/images`;
    const data = 'data:image/png;base64,QUJD';
    const put = () => konnect.call(`us PUT ${api}/icon`, { data });
    expect([(await put()).status, (await put()).status]).toEqual([201, 200]);
    expect((await konnect.call(`us GET ${api}/icon`)).body).toMatchObject({ image_type: 'icon', status: 'valid' });
    expect((await konnect.call(`us GET ${api}/banner`)).status).toBe(404);
    expect((await konnect.call(`us DELETE ${api}/icon`)).status).toBe(204);
    expect((await konnect.call(`us GET ${api}/icon`)).status).toBe(404);
  });
});

describe('a path of words', () => {
  test.each(['/v3/portals/email-domains', '/v3/portals/email-templates'])(
    '%s is not that of a portal',
    async (path) => {
      expect(await konnect.call(`us GET ${path}`)).toMatchObject({ status: 200, body: { data: expect.any(Array) } });
    },
  );
});
