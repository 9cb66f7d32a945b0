import { describe, expect, test } from 'vitest';
import { caller } from '../caller.ts';
import { State } from '../state.ts';

const SPEC = (version: string, ...paths: string[]) =>
  `openapi: 3.0.0\ninfo:\n  title: Flights\n  version: ${version}\npaths:\n${paths.map((path) => `  ${path}:\n    get: {}\n`).join('')}`;

describe('APIs', () => {
  test('are unique by name and version together', () => {
    const call = caller();
    call('eu POST /v3/apis', { name: 'flights', version: '1' });
    const second = call('eu POST /v3/apis', { name: 'flights', version: '2' });
    expect(second.status).toBe(201);
    expect(call('eu POST /v3/apis', { name: 'flights', version: '1' }).status).toBe(400);
    expect(call(`eu PATCH /v3/apis/${second.body.id}`, { version: '1' }).status).toBe(409);
  });

  test('come with their first version when they bring a specification', () => {
    const call = caller();
    const api = call('eu POST /v3/apis', { name: 'flights', spec_content: SPEC('1.2.3', '/flights') }).body;
    expect(api).toMatchObject({
      version: '1.2.3',
      current_version_summary: { version: '1.2.3', spec: { type: 'oas3' } },
    });
    expect(api.api_spec_ids).toHaveLength(1);
    expect(call('eu POST /v3/apis', { name: 'x', spec_content: 'hello' }).status).toBe(400);
  });

  test('have one document under two paths', () => {
    const call = caller();
    const api = call('eu POST /v3/apis', { name: 'flights', version: '1' }).body.id;
    const specification = call(`eu POST /v3/apis/${api}/specifications`, {
      content: SPEC('1', '/a'),
      type: 'oas3',
    }).body;
    const version = call(`eu GET /v3/apis/${api}/versions/${specification.id}`).body;
    expect(version).toMatchObject({ version: '1', spec: { content: SPEC('1', '/a'), type: 'oas3' } });
    call(`eu PATCH /v3/apis/${api}/versions/${specification.id}`, { spec: { content: SPEC('1', '/a', '/b') } });
    expect(call(`eu GET /v3/apis/${api}/specifications/${specification.id}`).body.content).toBe(SPEC('1', '/a', '/b'));
    expect(call(`eu POST /v3/apis/${api}/specifications`, { content: SPEC('2') }).status).toBe(409);
    expect(call(`eu POST /v3/apis/${api}/versions`, { version: '1', spec: { content: SPEC('1') } }).status).toBe(409);
    expect(call(`eu POST /v3/apis/${api}/versions`, { version: '2', spec: { content: SPEC('2') } }).status).toBe(201);
  });

  test('lose no operation without force', () => {
    const call = caller();
    const api = call('eu POST /v3/apis', { name: 'flights', spec_content: SPEC('1', '/a', '/b') }).body;
    const { id } = api.current_version_summary as { id: string };
    const patch = (query: string, content: string) =>
      call(`eu PATCH /v3/apis/${api.id}/versions/${id}${query}`, { spec: { content } }).status;
    expect(patch('', SPEC('1', '/a', '/b', '/c'))).toBe(200);
    expect(patch('', SPEC('1', '/a'))).toBe(409);
    expect(patch('?force=false', JSON.stringify({ openapi: '3.0.0', paths: { '/a': { get: {} } } }))).toBe(409);
    expect(patch('?force=true', SPEC('1', '/a'))).toBe(200);
    expect(call(`eu GET /v3/apis/${api.id}/operations`).body.data).toMatchObject([{ method: 'GET', path: '/a' }]);
  });

  test('go with everything that is theirs', () => {
    const call = caller();
    const portal = call('eu POST /v3/portals', { name: 'dev' }).body.id;
    const api = call('eu POST /v3/apis', { name: 'flights', spec_content: SPEC('1') }).body.id;
    call(`eu PUT /v3/apis/${api}/publications/${portal}`, {});
    call(`eu POST /v3/apis/${api}/documents`, { content: '# Guide' });
    expect(call(`eu DELETE /v3/apis/${api}`).status).toBe(204);
    expect(call(`eu GET /v3/apis/${api}/documents`).status).toBe(404);
    expect(call('eu GET /v3/api-publications').body.data).toEqual([]);
    expect(call(`eu DELETE /v3/portals/${portal}`).status).toBe(204);
  });
});

describe('publications', () => {
  test('take the portal’s default strategy, or none for null', () => {
    const call = caller();
    const configs = { 'key-auth': { key_names: ['X-Key'] } };
    const strategy = call('eu POST /v2/application-auth-strategies', {
      name: 'k',
      display_name: 'K',
      strategy_type: 'key_auth',
      configs,
    }).body.id;
    const portal = call('eu POST /v3/portals', { name: 'dev', default_application_auth_strategy_id: strategy }).body.id;
    const api = call('eu POST /v3/apis', { name: 'flights' }).body.id;
    const put = (body: object) => call(`eu PUT /v3/apis/${api}/publications/${portal}`, body);
    expect(put({}).body).toMatchObject({ visibility: 'private', auth_strategy_ids: [strategy] });
    expect(call(`eu DELETE /v2/application-auth-strategies/${strategy}`).status).toBe(409);
    expect(put({ auth_strategy_ids: null, visibility: 'public' }).body).toMatchObject({
      visibility: 'public',
      auth_strategy_ids: null,
    });
    expect(put({ auth_strategy_ids: [] }).status).toBe(400);
    expect(put({ auth_strategy_ids: [portal] }).status).toBe(400);
    const found = (query: string) => (call(`eu GET /v3/api-publications?${query}`).body.data as unknown[]).length;
    expect(
      ['portal_name][eq]=dev', 'portal_name][eq]=prod', 'api_name][contains]=fli', 'entity_type][eq]=api_package'].map(
        (query) => found(`filter[${query}`),
      ),
    ).toEqual([1, 0, 1, 0]);
  });
});

describe('implementations', () => {
  const linked = (state = new State()) => {
    const call = caller('kpat_a', state);
    const plane = call('eu POST /v2/control-planes', { name: 'dev' }).body.id;
    const api = call('eu POST /v3/apis', { name: 'flights' }).body.id;
    const link = (id: unknown, control_plane_id = plane) =>
      call(`eu POST /v3/apis/${api}/implementations`, { service: { control_plane_id, id } });
    return { call, plane, api, link };
  };
  const SERVICE = '99999999-9999-4999-8999-999999999999';

  test('need a gateway service that is there, and take it for one API', () => {
    const { call, plane, api, link } = linked();
    expect(link(SERVICE).status).toBe(400);
    call(`eu PUT /v2/control-planes/${plane}/core-entities/services/${SERVICE}`, { name: 'flights', host: 'a' });
    expect(link(SERVICE, api).status).toBe(400);
    expect(link(SERVICE)).toMatchObject({ status: 201, body: { service: { control_plane_id: plane, id: SERVICE } } });
    expect(link(SERVICE).status).toBe(409);
    expect(call(`eu GET /v3/apis/${api}`).body.implementation_mode).toBe('service');
    expect(call('eu GET /v3/apis?filter[implementation_mode][eq]=service').body.data).toHaveLength(1);
    expect(call('eu GET /v3/apis?filter[implementation_mode][eq]=control_plane').body.data).toEqual([]);
    expect(call(`eu GET /v3/api-implementations?filter[service_id][eq]=${SERVICE}`).body.data).toMatchObject([
      { api_id: api },
    ]);
  });

  test('outlive their gateway service and their control plane, and name what is gone', () => {
    const { call, plane, api, link } = linked();
    const services = `/v2/control-planes/${plane}/core-entities/services`;
    call(`eu PUT ${services}/${SERVICE}`, { name: 'flights', host: 'a' });
    const { id } = link(SERVICE).body;
    const links = () => call('eu GET /v3/api-implementations').body.data;
    expect(call(`eu DELETE ${services}/${SERVICE}`).status).toBe(204);
    expect(links()).toMatchObject([{ id, api_id: api, service: { control_plane_id: plane, id: SERVICE } }]);
    expect(call(`eu DELETE /v2/control-planes/${plane}`).status).toBe(204);
    expect(links()).toMatchObject([{ id, api_id: api, service: { control_plane_id: plane, id: SERVICE } }]);
    expect(call(`eu DELETE /v3/apis/${api}/implementations/${id}`).status).toBe(204);
    expect(call(`eu DELETE /v3/apis/${api}/implementations/${id}`).status).toBe(404);
    expect(links()).toEqual([]);
  });

  test('do not look for the service when told not to', () => {
    expect(linked(new State({ checkServices: false })).link(SERVICE).status).toBe(201);
  });

  test('name exactly one of service and control plane', () => {
    const { call, plane, api } = linked();
    const post = (body: object) => call(`eu POST /v3/apis/${api}/implementations`, body).status;
    const control_plane = { control_plane_id: plane };
    expect(post({})).toBe(400);
    expect(post({ control_plane, service: { control_plane_id: plane, id: SERVICE } })).toBe(400);
    expect(post({ control_plane })).toBe(201);
  });
});
