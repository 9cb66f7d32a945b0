import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { caller } from './caller.ts';
import { handle, hostKind } from './handle.ts';
import { State } from './state.ts';

describe('who may ask', () => {
  const status = (authorization: string | undefined, state = new State()) =>
    handle(state, { method: 'GET', host: 'global', path: '/v3/teams', headers: { authorization } }).status;

  test.each([undefined, '', 'Basic x', 'Bearer', 'Bearer token', 'Bearer kpat_', 'Bearer xpat_a'])(
    'not %s',
    (authorization) => {
      expect(status(authorization)).toBe(401);
    },
  );

  test.each(['Bearer kpat_a', 'Bearer spat_a', 'bearer kpat_a'])('%s', (authorization) => {
    expect(status(authorization)).toBe(200);
  });

  test('answers gateway paths in the shape of the gateway', () => {
    const path = '/v2/control-planes/x/core-entities/services';
    expect(handle(new State(), { method: 'GET', host: 'eu', path, headers: {} })).toMatchObject({
      status: 401,
      headers: { 'content-type': 'application/json' },
      body: { message: 'Unauthorized', status: 401 },
    });
  });

  test('answers 403 to everything a forbidden token asks', () => {
    const state = new State({
      organizations: [{ name: 'acme', tokens: ['kpat_admin', { token: 'kpat_guest', forbidden: true }] }],
    });
    expect(status('Bearer kpat_admin', state)).toBe(200);
    expect(status('Bearer kpat_guest', state)).toBe(403);
  });
});

describe('organizations', () => {
  test('begin with the system teams and nothing else', () => {
    const call = caller();
    const { data } = call('global GET /v3/teams?page[size]=100').body as {
      data: { name: string; system_team: boolean }[];
    };
    expect(data.every(({ system_team }) => system_team)).toBe(true);
    expect(data.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['organization-admin', 'organization-admin-readonly', 'portal-admin']),
    );
    for (const path of ['/v2/control-planes', '/v3/portals', '/v3/apis', '/v2/dashboards']) {
      expect(call(`us GET ${path}`).body.data).toEqual([]);
    }
  });

  test('never see each other', () => {
    const state = new State();
    const one = caller('kpat_one', state);
    const two = caller('kpat_two', state);
    const id = one('eu POST /v2/control-planes', { name: 'dev' }).body.id;
    expect(two(`eu GET /v2/control-planes/${id}`).status).toBe(404);
    expect(two('eu POST /v2/control-planes', { name: 'dev' }).status).toBe(201);
    expect(one('global GET /v3/organizations/me').body.id).not.toBe(two('global GET /v3/organizations/me').body.id);
  });

  test('are shared by the tokens a file gives them', () => {
    const state = new State({ organizations: [{ name: 'acme', tokens: ['kpat_one', 'spat_two'] }] });
    const id = caller('kpat_one', state)('eu POST /v3/portals', { name: 'dev' }).body.id;
    const two = caller('spat_two', state);
    expect(two(`eu GET /v3/portals/${id}`).status).toBe(200);
    expect(two('global GET /v3/organizations/me').body.name).toBe('acme');
  });

  test('have the same ids in every run', () => {
    const teams = () => caller('kpat_same')('global GET /v3/teams').body;
    expect(teams()).toEqual(teams());
  });
});

describe('hosts', () => {
  test('keep regions apart', () => {
    const call = caller();
    const id = call('eu POST /v3/apis', { name: 'flights' }).body.id;
    expect(call(`eu GET /v3/apis/${id}`).status).toBe(200);
    expect(call(`us GET /v3/apis/${id}`).status).toBe(404);
  });

  test.each(['eu GET /v3/teams', 'global GET /v3/apis', 'mars GET /v3/apis', 'eu GET /v3/nothing'])(
    'do not serve %s',
    (to) => {
      expect(caller()(to).status).toBe(404);
    },
  );

  test('know what a path is for', () => {
    expect(hostKind('GET', '/v3/teams')).toBe('global');
    expect(hostKind('GET', '/v3/apis')).toBe('regional');
    expect(hostKind('GET', '/v3/nothing')).toBeUndefined();
  });
});

describe('refusals', () => {
  test('are problems with a trace', () => {
    const response = caller()('global GET /v3/teams/x');
    expect(response).toMatchObject({ status: 404, headers: { 'content-type': 'application/problem+json' } });
    expect(response.body).toEqual({
      status: 404,
      title: 'Not Found',
      detail: 'team x not found',
      instance: 'kong:trace:1',
    });
  });

  test('leave the state as it was', () => {
    const call = caller();
    call('eu POST /v3/portals', { name: 'dev' });
    const list = () => call('eu GET /v3/portals').body;
    const before = list();
    expect(call('eu POST /v3/portals', { name: 'dev' }).status).toBe(400);
    expect(call('eu POST /v3/portals', { name: 'x', labels: { kong: 'x' } }).status).toBe(400);
    expect(list()).toEqual(before);
  });

  test('meet a wrong method, a broken body and a foreign content type', () => {
    expect(caller()('global PUT /v3/teams').status).toBe(405);
    expect(caller()('global POST /v3/teams', '{').status).toBe(400);
    const headers = { authorization: 'Bearer kpat_a', 'content-type': 'text/plain' };
    expect(
      handle(new State(), { method: 'POST', host: 'global', path: '/v3/teams', headers, body: '{"name":"a"}' }).status,
    ).toBe(400);
  });
});

/** Every module that a file imports, directly or through others, and the file itself. */
function modulesOf(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(/from '([^']+)'/g)) {
    const own = /^@konduct\/(.+)$/.exec(target)?.[1];
    if (own !== undefined) modulesOf(join(import.meta.dirname, '..', `${own}.ts`), seen);
    else if (target.startsWith('.')) modulesOf(resolve(file, '..', target), seen);
    else seen.add(target);
  }
  return seen;
}

describe('what handle brings into a bundle', () => {
  const modules = [...modulesOf(join(import.meta.dirname, 'handle.ts'))];

  test('is no network', () => {
    expect(modules.filter((name) => !name.endsWith('.ts')).sort()).toEqual(['js-yaml', 'node:crypto', 'yaml']);
  });

  test('names no host of Konnect', () => {
    const files = modules.filter((name) => name.endsWith('.ts'));
    expect(files.length).toBeGreaterThan(40);
    expect(files.filter((file) => readFileSync(file, 'utf8').includes('konghq'))).toEqual([]);
  });
});
