import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Connection, connect } from '../http.fixture.ts';

describe('a body that the contract refuses somewhere inside', () => {
  let konnect: Connection;
  const at: Record<string, string> = {};
  beforeAll(async () => {
    konnect = await connect();
    at.portal = `/v3/portals/${await konnect.make('us POST /v3/portals', { name: 'p' })}`;
    at.plane = `/v2/control-planes/${await konnect.make('us POST /v2/control-planes', { name: 'cp' })}`;
    at.team = `/v3/teams/${await konnect.make('global POST /v3/teams', { name: 't' })}`;
  });
  afterAll(() => konnect.close());

  const oidc = { issuer_url: 'https://idp.example.com', client_id: 'p' };
  test.each<[string, string, object, string]>([
    ['PATCH', '{portal}/customization', { menu: { main: [{ title: 'A', path: 'a', more: 1 }] } }, 'menu.main.0.more'],
    ['PATCH', '{portal}/customization', { spec_renderer: { try_it_ui: 'yes' } }, 'spec_renderer.try_it_ui'],
    [
      'PUT',
      '{portal}/integrations',
      { google_analytics_4: { enabled: true, type: 'tracking' } },
      'google_analytics_4.config_data',
    ],
    [
      'POST',
      '{portal}/identity-providers',
      { type: 'oidc', config: { ...oidc, claim_mappings: { name: 1 } } },
      'config.claim_mappings.name',
    ],
    [
      'POST',
      '{portal}/custom-domain',
      { hostname: 'a.b', enabled: true, ssl: { domain_verification_method: 'dns' } },
      'ssl.domain_verification_method',
    ],
    ['POST', '/v2/dashboards', { name: 'd', definition: { tiles: [{ type: 'chart' }] } }, 'definition.tiles.0.layout'],
    ['POST', '/v3/apis', { name: 'a', attributes: { domain: ['a,b'] } }, 'attributes.domain.0'],
  ])('%s %s %o is a 400 that names %s', async (method, path, body, field) => {
    const to = path.replace(/{(\w+)}/, (_, name) => at[name] ?? '');
    const before = konnect.simulator.state().organizations;
    const answer = await konnect.call(`us ${method} ${to}`, body);
    expect(answer).toMatchObject({ status: 400, type: 'application/problem+json' });
    expect(answer.body.invalid_parameters.map((problem: { field: string }) => problem.field)).toContain(field);
    expect(konnect.simulator.state().organizations).toEqual(before);
  });

  test.each<[string, object, string]>([
    ['services', { host: 'a', client_certificate: 'x' }, 'client_certificate'],
    ['upstreams', { name: 'a', healthchecks: { active: { type: 'smtp' } } }, 'healthchecks.active.type'],
    ['partials', { type: 'redis-ee', config: { port: true } }, 'config.port'],
    ['certificates', { cert: 'PEM' }, "missing properties: 'vault'"],
  ])('of the gateway: %s %o', async (collection, body, field) => {
    const answer = await konnect.call(`us POST ${at.plane}/core-entities/${collection}`, body);
    expect(answer).toMatchObject({ status: 400, body: { code: 3, message: 'validation error' } });
    expect(JSON.stringify(answer.body.details)).toContain(field);
  });

  test('is told so before it is known whether the object is there', async () => {
    const nobody = '/v3/portals/00000000-0000-4000-8000-000000000000/pages';
    expect((await konnect.call(`us POST ${nobody}`, { slug: 1 })).status).toBe(400);
    expect((await konnect.call(`us POST ${nobody}`, { slug: 'a', content: '' })).status).toBe(404);
  });

  test('is taken where the real service takes it', async () => {
    const api = await konnect.make('us POST /v3/apis', { name: 'leniency' });
    const spec = { content: '{"openapi":"3.0.0","paths":{}}', type: 'oas3', validation_messages: [] };
    expect((await konnect.call(`us POST /v3/apis/${api}/versions`, { version: '1', spec })).status).toBe(201);
    const role = { role_name: 'Viewer', entity_id: '*', entity_type_name: 'Control Planes', entity_region: 'us' };
    expect((await konnect.call(`global POST ${at.team}/assigned-roles`, role)).status).toBe(201);
    expect((await konnect.call(`global POST ${at.team}/assigned-roles`, { ...role, entity_id: 'x' })).status).toBe(400);
  });
});
