import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Caller, caller } from './caller.ts';
import { type Content, contentOf, GONE } from './content.ts';
import { connectDataPlane } from './gateway/data-planes.ts';
import { save } from './snapshot.ts';
import { State } from './state.ts';

function content(call: Caller): Content {
  const me = call('global GET /v3/organizations/me').body.id;
  const organization = save(call.state).organizations.find(({ id }) => id === me);
  if (organization === undefined) throw new Error(`no organization ${me}`);
  return contentOf(organization);
}

interface Wanted {
  readonly teams: readonly string[];
  readonly portals: readonly string[];
  /** APIs by name, with the portals in which they are published. */
  readonly apis: Readonly<Record<string, readonly string[]>>;
}

/** Creates a platform, in the order of the lists in its description. */
function build(call: Caller, { teams, portals, apis }: Wanted): void {
  const ids = new Map<string, unknown>();
  for (const name of portals) {
    const portal = call('eu POST /v3/portals', { name }).body.id;
    ids.set(name, portal);
    const page = call(`eu POST /v3/portals/${portal}/pages`, { slug: 'guide', content: '# Guide' }).body.id;
    call(`eu POST /v3/portals/${portal}/pages`, { slug: 'guide', content: '# More', parent_page_id: page });
  }
  for (const name of teams) {
    const team = call('global POST /v3/teams', { name }).body.id;
    const plane = String(call('eu POST /v2/control-planes', { name: `${name}-dev` }).body.id);
    const role = { role_name: 'Admin', entity_id: plane, entity_type_name: 'Control Planes', entity_region: 'eu' };
    call(`global POST /v3/teams/${team}/assigned-roles`, role);
    const base = `eu POST /v2/control-planes/${plane}/core-entities`;
    const service = { id: call(`${base}/services`, { name: 'a', host: 'a' }).body.id };
    call(`${base}/routes`, { paths: ['/a'], service });
    call(`${base}/plugins`, { name: 'cors', service });
    connectDataPlane(call.state, { controlPlaneId: plane, hostname: 'node' });
  }
  for (const [name, published] of Object.entries(apis)) {
    const api = call('eu POST /v3/apis', { name, version: '1' }).body.id;
    for (const portal of published) call(`eu PUT /v3/apis/${api}/publications/${ids.get(portal)}`, {});
  }
}

const names = fc.uniqueArray(fc.constantFrom('one', 'two', 'three'), { maxLength: 3 });
const platforms: fc.Arbitrary<Wanted> = fc
  .record({ teams: names, portals: names, apis: names })
  .chain(({ teams, portals, apis }) =>
    fc.record({
      teams: fc.constant(teams),
      portals: fc.constant(portals),
      apis: fc.record(Object.fromEntries(apis.map((name) => [name, fc.subarray(portals)]))),
    }),
  );

describe('the content of an organization', () => {
  test('is the same whatever the order it was made in, and whatever was there before', () => {
    fc.assert(
      fc.property(platforms, fc.boolean(), (wanted, detour) => {
        const state = new State();
        const [one, other] = [caller('kpat_one', state), caller('kpat_other', state)];
        build(one, wanted);
        if (detour) {
          for (const [to, body] of [
            ['global /v3/teams', { name: 'gone' }],
            ['eu /v3/portals', { name: 'gone' }],
            ['eu /v3/apis', { name: 'gone' }],
          ] as const) {
            const [host, path] = to.split(' ');
            other(`${host} DELETE ${path}/${other(`${host} POST ${path}`, body).body.id}`);
          }
          other('eu GET /v2/control-planes');
        }
        build(other, {
          teams: [...wanted.teams].reverse(),
          portals: [...wanted.portals].reverse(),
          apis: Object.fromEntries(Object.entries(wanted.apis).reverse()),
        });
        expect(content(other)).toEqual(content(one));
        expect(JSON.stringify(content(one))).not.toContain(GONE);
        expect(JSON.stringify(content(one))).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
      }),
      { numRuns: 100 },
    );
  });

  const wanted: Wanted = { teams: ['one'], portals: ['one', 'two'], apis: { one: ['one'] } };
  const id = (call: Caller, path: string, name: string) =>
    (call(`${path}?page[size]=100`).body.data as { id: string; name: string }[]).find((row) => row.name === name)?.id;

  test.each<[string, (call: Caller) => unknown]>([
    ['a label', (call) => call(`eu PATCH /v3/apis/${id(call, 'eu GET /v3/apis', 'one')}`, { labels: { a: 'b' } })],
    ['a setting', (call) => call('global PATCH /v3/authentication-settings', { basic_auth_enabled: false })],
    [
      'the portal of a publication',
      (call) => {
        const base = `/v3/apis/${id(call, 'eu GET /v3/apis', 'one')}/publications`;
        call(`eu DELETE ${base}/${id(call, 'eu GET /v3/portals', 'one')}`);
        call(`eu PUT ${base}/${id(call, 'eu GET /v3/portals', 'two')}`, {});
      },
    ],
    ['a member', (call) => call('global POST /v3/invites', { email: 'ann@example.com' })],
  ])('differs by %s', (_, change) => {
    const state = new State();
    const [one, other] = [caller('kpat_one', state), caller('kpat_other', state)];
    for (const call of [one, other]) build(call, wanted);
    expect(content(other)).toEqual(content(one));
    change(other);
    expect(content(other)).not.toEqual(content(one));
  });

  test('is as before when a setting is set and set back', () => {
    const call = caller();
    const portal = call('eu POST /v3/portals', { name: 'dev' }).body.id;
    const before = content(call);
    call('global PATCH /v3/authentication-settings', { basic_auth_enabled: false });
    call(`eu PATCH /v3/portals/${portal}/customization`, { layout: 'sidebar' });
    expect(content(call)).not.toEqual(before);
    call('global PATCH /v3/authentication-settings', { basic_auth_enabled: true });
    call(`eu PATCH /v3/portals/${portal}/customization`, { layout: 'topnav' });
    expect(content(call)).toEqual(before);
  });

  test('reads as names', () => {
    const call = caller();
    build(call, { teams: ['one'], portals: ['dev'], apis: { flights: ['dev'] } });
    expect(content(call)).toMatchObject({
      'eu control-planes "one-dev" core-entities/routes': [
        { paths: ['/a'], service: { id: 'eu control-planes "one-dev" core-entities/services "a"' } },
      ],
      'eu portals "dev" pages': [
        { slug: 'guide', parent_page_id: null },
        { slug: 'guide', parent_page_id: 'eu portals "dev" pages "guide"' },
      ],
      'eu publications': [{ api_id: 'eu apis ["flights","1"]', portal_id: 'eu portals "dev"', visibility: 'private' }],
      'global teams "one" assigned-roles': [{ role_name: 'Admin', entity_id: 'eu control-planes "one-dev"' }],
    });
  });
});
