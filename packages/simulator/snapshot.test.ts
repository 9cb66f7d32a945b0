import { describe, expect, test } from 'vitest';
import { caller } from './caller.ts';
import { load, save } from './snapshot.ts';
import { State } from './state.ts';

function platform(state: State) {
  const call = caller('kpat_secret-token', state);
  const portal = call('eu POST /v3/portals', { name: 'dev', labels: { b: '2', a: '1' } }).body.id;
  call(`eu POST /v3/portals/${portal}/default-content`);
  call(`eu PATCH /v3/portals/${portal}/customization`, { layout: 'sidebar' });
  const api = call('eu POST /v3/apis', { name: 'flights', spec_content: 'openapi: 3.0.0\npaths: {}\n' }).body.id;
  call(`eu PUT /v3/apis/${api}/publications/${portal}`, {});
  const plane = call('us POST /v2/control-planes', { name: 'dev' }).body.id;
  call(`us POST /v2/control-planes/${plane}/core-entities/services`, { name: 'flights', host: 'a' });
  call('global POST /v3/invites', { email: 'ann@example.com' });
  return { call, portal, api, plane };
}

describe('a snapshot', () => {
  test('brings back a state that answers as the one before', () => {
    const before = platform(new State());
    const copy = load(JSON.parse(JSON.stringify(save(before.call.state))));
    const after = caller('kpat_secret-token', copy);
    for (const to of [
      'global GET /v3/teams?page[size]=100',
      'global GET /v3/users',
      'global GET /v3/organizations/me',
      `eu GET /v3/portals/${before.portal}`,
      `eu GET /v3/portals/${before.portal}/pages`,
      `eu GET /v3/portals/${before.portal}/customization`,
      `eu GET /v3/apis/${before.api}`,
      'eu GET /v3/api-publications',
      `us GET /v2/control-planes/${before.plane}/core-entities/services`,
      'eu POST /v3/portals',
      'eu GET /v3/apis/none',
    ]) {
      expect(after(to, {}), to).toEqual(before.call(to, {}));
    }
    const create = { name: 'next' };
    expect(after('eu POST /v3/portals', create)).toEqual(before.call('eu POST /v3/portals', create));
    expect(save(copy)).toEqual(save(before.call.state));
  });

  test('is the same text for the same platform', () => {
    expect(JSON.stringify(save(platform(new State()).call.state))).toBe(
      JSON.stringify(save(platform(new State()).call.state)),
    );
  });

  test('has its keys in order', () => {
    const text = JSON.stringify(save(platform(new State()).call.state));
    expect(text).toContain('{"a":"1","b":"2"}');
  });

  test('holds no token, only its digest', () => {
    const { call } = platform(new State());
    const { body } = call('global POST /v3/system-accounts', { name: 'ci', description: 'CI' });
    const made = call(`global POST /v3/system-accounts/${body.id}/access-tokens`, {
      name: 'a',
      expires_at: '2030-01-01T00:00:00Z',
    });
    const text = JSON.stringify(save(call.state));
    expect(text).not.toContain('secret-token');
    expect(text).not.toContain(made.body.token);
    expect(call.state.tokens.size).toBe(2);
    expect(caller(String(made.body.token), load(JSON.parse(text)))('eu GET /v3/portals').body.data).toHaveLength(1);
  });

  test('yields to the organizations the options name', () => {
    const state = new State({ organizations: [{ name: 'acme', tokens: ['kpat_a'] }] });
    const copy = load(save(state), {
      organizations: [{ name: 'acme', tokens: [{ token: 'kpat_a', forbidden: true }] }],
    });
    expect(caller('kpat_a', copy)('eu GET /v3/apis').status).toBe(403);
  });

  test.each([null, {}, { version: 2, tokens: [], organizations: [] }])('is not %j', (value) => {
    expect(() => load(value)).toThrowError('not a simulator snapshot');
  });
});
