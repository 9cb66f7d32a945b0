import { describe, expect, test } from 'vitest';
import { World } from '../graph/world.ts';
import { showRange } from '../source/range.ts';
import { platformOf } from './platform.fixture.ts';

const manifest = `platform: {name: acme}
teams:
  flights:
    description: Team flights
    services:
      acme/bookings:
        name: bookings
        git: {remote: "https://github.com/acme/bookings.git"}
organizations:
  acme:
    access-token: {type: env, value: TOKEN}
    environments:
      dev: {type: DEV, region: eu}
`;
const service = 'acme/dev/flights/acme%2Fbookings';

function nodeOf(address: string, blueprints: Record<string, string> = {}) {
  const { graph, diagnostics } = platformOf(manifest, blueprints);
  expect(diagnostics).toEqual([]);
  const node = graph.nodes.find((candidate) => candidate.address === address);
  if (!node) throw new Error(`no ${address}`);
  return node;
}

function organization(resources: string): Record<string, string> {
  return {
    organization: `apiVersion: konduct/v1
kind: Blueprint
metadata: {name: organization}
schema: {spec: {organization: Organization | required=true}}
resources:
${resources}`,
  };
}

describe('where something is said', () => {
  test.each([
    ['acme/flights/teams', 'name', 'manifest.yaml:3:3'],
    ['acme/flights/teams', 'description', 'manifest.yaml:4:18'],
    ['acme/dev/portal', 'name', 'manifest.yaml:13:7'],
    ['acme/dev/portal', 'display_name', 'builtin/environment.yaml'],
    ['acme/dev/flights/controlPlanes', 'labels.team', 'manifest.yaml:3:3'],
    ['acme/dev/flights/controlPlanes', 'labels.elsewhere', 'builtin/environment.yaml'],
    [`${service}/api`, 'name', 'manifest.yaml:7:15'],
    [`${service}/implementation`, 'service.id', 'builtin/service.yaml'],
    [`${service}/api`, 'unknown', undefined],
  ])('%s %s', (address, field, place) => {
    const at = nodeOf(address).placeOf(field);
    // Lines of the built-in blueprints are their own business.
    expect(at && (at.file.startsWith('builtin/') ? at.file : showRange(at))).toBe(place);
  });

  test.each([
    ['acme/flights/teams', 'manifest.yaml:3:3'],
    ['acme/dev/portal', 'manifest.yaml:13:7'],
    [`${service}/api`, 'manifest.yaml:6:7'],
  ])('%s as a whole', (address, place) => {
    const { place: at } = nodeOf(address);
    expect(at && showRange(at)).toBe(place);
  });
});

describe('values', () => {
  test('what depends on nothing in Konnect is the very same in every world', () => {
    const team = nodeOf('acme/flights/teams');
    expect(team.evaluate(new World())).toBe(team.evaluate(new World()));
  });

  test('what depends on something is what that world knows', () => {
    const publication = nodeOf(`${service}/publication`);
    const world = new World();
    expect(publication.evaluate(world)).toMatchObject({
      fields: { visibility: 'private' },
      unknowns: [
        { path: 'api_id', expression: 'api.id', on: `${service}/api` },
        { path: 'portal_id', expression: 'schema.spec.portal.id', on: 'acme/dev/portal' },
      ],
    });
    world.learn(`${service}/api`, { id: 'a1' });
    world.learn('acme/dev/portal', { id: 'p1' });
    const { fields, unknowns, read } = publication.evaluate(world);
    expect(fields).toEqual({ api_id: 'a1', portal_id: 'p1', visibility: 'private' });
    expect(unknowns).toEqual([]);
    expect([...read]).toEqual([`${service}/api`, 'acme/dev/portal']);
    expect(publication.evaluate(new World()).fields).toEqual({ visibility: 'private' });
  });

  test('an optional that was unknown may turn out to be absent', () => {
    const blueprints = organization(`
  - {id: first, kind: Team, template: {name: first}}
  - {id: second, kind: Team, template: {name: second, description: "\${first.?created_at}"}}
  - id: third
    kind: Team
    template: {name: third, description: "\${has(second.description) ? second.description : 'none'}"}`);
    const [second, third] = [nodeOf('acme/second', blueprints), nodeOf('acme/third', blueprints)];
    expect(second.evaluate(new World()).unknowns).toHaveLength(1);
    const world = new World();
    world.learn('acme/first', { id: '1' });
    // Whether Konnect says when it was created is not known, only that it does not yet.
    expect(second.evaluate(world).unknowns).toMatchObject([{ path: 'description', on: 'acme/first' }]);
    expect(third.evaluate(world).unknowns).toMatchObject([{ path: 'description', on: 'acme/first' }]);
  });

  test('asking for what is not there is a problem that may pass', () => {
    const blueprints = organization(`
  - id: gateway
    kind: GatewayService
    region: eu
    externalRef: {control_plane_id: c, tags: [x]}
  - {id: team, kind: Team, template: {name: "x", description: "\${gateway[0].name}"}}
  - {id: other, kind: Team, template: {name: "y", description: "\${string(int(gateway[0].name))}"}}`);
    const world = new World();
    world.learnExternal('acme/gateway', { state: 'found', value: [] });
    const [problem] = nodeOf('acme/team', blueprints).evaluate(world).problems;
    expect(problem?.pending).toMatch(/^what `gateway\[0\]\.name` asks for/);
    world.learnExternal('acme/gateway', { state: 'found', value: [{ id: '1', name: 'no number' }] });
    const [failure] = nodeOf('acme/other', blueprints).evaluate(world).problems;
    expect(failure?.pending).toBeUndefined();
    expect(failure?.diagnostic).toMatchObject({ severity: 'error', code: 'expression-failed' });
  });
});

test('what is beyond a limit with the values at hand is told as such', () => {
  const loops = 'l.all(a, l.all(b, l.all(c, a + b + c >= 0)))';
  const blueprints = organization(`
  - {id: loops, kind: Team, template: {name: "\${cel.bind(l, lists.range(101), ${loops}) ? 'x' : 'y'}"}}
  - {id: range, kind: Team, template: {name: "\${string(lists.range(int('1001')).size())}"}}`);
  expect(platformOf(manifest, blueprints).diagnostics).toMatchObject([
    { code: 'expression-budget', message: expect.stringContaining('The loops take more than 1000000 rounds') },
    { code: 'expression-budget', message: expect.stringContaining('lists.range() gives at most 1000 items') },
  ]);
});

describe('readiness', () => {
  const portal = (condition: string) =>
    organization(`
  - id: portal
    kind: Portal
    region: eu
    readyWhen: ["\${${condition}}"]
    template: {name: dev}`);

  test.each([
    ["portal.default_domain == 'x'", { default_domain: 'x' }, undefined],
    ["portal.default_domain == 'x'", { default_domain: 'y' }, "readyWhen portal.default_domain == 'x' is not true"],
    ["portal.default_domain == 'x'", {}, "readyWhen portal.default_domain == 'x' cannot be told yet"],
    ["portal.name == 'dev'", {}, undefined],
    ["schema.spec.organization.key == 'acme'", {}, undefined],
  ])('%s with %j', (condition, fields, reason) => {
    const node = nodeOf('acme/portal', portal(condition));
    const world = new World();
    world.learn('acme/portal', fields);
    expect(node.notReady(world)?.reason).toBe(reason);
  });

  test('a condition that fails is an error, and nothing is ever ready for it', () => {
    const node = nodeOf('acme/portal', portal('int(portal.default_domain) > 1'));
    const world = new World();
    world.learn('acme/portal', { default_domain: 'x' });
    expect(node.notReady(world)).toMatchObject({ problem: { code: 'expression-failed' } });
  });

  test('each item is ready by itself', () => {
    const blueprints = organization(`
  - id: portals
    kind: Portal
    region: eu
    forEach: [{name: "\${['a', 'b']}"}]
    readyWhen: ["\${each.name == name && each.default_domain != ''}"]
    template: {name: "\${name}"}`);
    const [a, b] = [nodeOf('acme/a/portals', blueprints), nodeOf('acme/b/portals', blueprints)];
    const world = new World();
    world.learn('acme/a/portals', { default_domain: 'a.example.com' });
    expect(a.notReady(world)).toBeUndefined();
    expect(b.notReady(world)?.reason).toMatch(/cannot be told yet$/);
  });

  test('what was found is judged before the world is told', () => {
    const node = nodeOf(`${service}/gateway`);
    const world = new World();
    expect(node.notReady(world, [{ id: '1' }])).toBeUndefined();
    expect(node.notReady(world, [])?.reason).toBe('readyWhen size(gateway) == 1 is not true');
    const reference = organization(`
  - id: portal
    kind: Portal
    region: eu
    externalRef: {name: shared}
    readyWhen: ["\${portal.authentication_enabled}"]`);
    expect(nodeOf('acme/portal', reference).notReady(world, { authentication_enabled: true })).toBeUndefined();
    expect(nodeOf('acme/portal', reference).notReady(world, { authentication_enabled: false })).toBeDefined();
  });
});
