import { api } from '@konduct/konnect/kinds/api';
import { apiImplementation } from '@konduct/konnect/kinds/api-implementation';
import { controlPlane } from '@konduct/konnect/kinds/control-plane';
import { gatewayService } from '@konduct/konnect/kinds/gateway-service';
import { portal } from '@konduct/konnect/kinds/portal';
import { team } from '@konduct/konnect/kinds/team';
import { teamRole } from '@konduct/konnect/kinds/team-role';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apply } from '../apply/apply.ts';
import { platformOf } from '../blueprint/platform.fixture.ts';
import { Memory } from '../provider/memory.fixture.ts';
import type { Collection, Fields, ObservedObject } from '../provider/provider.ts';
import { addressLabelValue } from './labels.ts';
import { Observation } from './observation.ts';
import { makePlan } from './planner.ts';
import { nodeOf, plan, resources, shownChange, smallManifest, surveyOf } from './planning.fixture.ts';

const small = () => platformOf(smallManifest);

async function applied(memory: Memory) {
  const platform = small();
  const planned = await plan(platform, memory);
  const { signal } = new AbortController();
  await apply({ graph: platform.graph, planned, provider: memory, concurrency: 4, signal, onProgress: () => {} });
}

describe('a platform', () => {
  test('in an empty organization is created, but for what waits, each with the root of it', async () => {
    const { plan: made } = await plan(small(), new Memory());
    expect(made.changes.map(shownChange)).toEqual([
      'create acme/flights/teams',
      'create acme/ann@example.com/users',
      'create acme/flights/ann@example.com/members',
      'create acme/dev/portal',
      'create acme/dev/flights/controlPlanes',
      'create acme/dev/flights/roles',
      'create acme/dev/flights/acme%2Fbookings/api',
      'create acme/dev/flights/acme%2Fbookings/publication',
      'waiting acme/dev/flights/acme%2Fbookings/implementation: a gateway service tagged ko-api-name=bookings-dev (in acme/dev/flights/controlPlanes, which does not exist yet)',
      'waiting acme/dev/flights/acme%2Funstaged/api: the staged specification acme/envs/dev/teams/flights/services/acme/unstaged/openapi.yaml, which is not staged yet',
      'waiting acme/dev/flights/acme%2Funstaged/publication: the staged specification acme/envs/dev/teams/flights/services/acme/unstaged/openapi.yaml, which is not staged yet',
      'waiting acme/dev/flights/acme%2Funstaged/implementation: the staged specification acme/envs/dev/teams/flights/services/acme/unstaged/openapi.yaml, which is not staged yet',
    ]);
    expect(made.summary).toEqual({
      create: 8,
      update: 0,
      replace: 0,
      delete: 0,
      adopt: 0,
      none: 0,
      waiting: 4,
      orphaned: 0,
    });
  });

  test('that was applied is at rest, and few calls tell', async () => {
    const memory = new Memory();
    await applied(memory);
    const before = memory.calls.length;
    const { plan: rest } = await plan(small(), memory);
    expect(rest.summary).toMatchObject({
      create: 0,
      update: 0,
      replace: 0,
      adopt: 0,
      orphaned: 0,
      none: 8,
      waiting: 4,
    });
    // One list each, one for each team, and one for the control plane whose gateway service is waited for.
    const calls = memory.calls.slice(before).map((call) => call.replace(/-\d+$/, ''));
    expect(calls.sort()).toEqual([
      'list API eu',
      'list APIImplementation eu',
      'list APIPublication eu',
      'list ControlPlane eu',
      'list GatewayService eu of ControlPlane',
      'list Portal eu',
      'list Team global',
      'list TeamRole global of Team',
      'list TeamUser global of Team',
      'list User global',
    ]);
  });

  test('of which one environment is selected is planned as far as that goes', async () => {
    const selects = ({ environment }: { readonly environment?: string }) => environment === undefined;
    const { plan: made } = await plan(small(), new Memory(), { selects });
    expect(made.changes.map(({ address }) => address)).toEqual([
      'acme/flights/teams',
      'acme/ann@example.com/users',
      'acme/flights/ann@example.com/members',
    ]);
  });
});

describe('what is asked for', () => {
  test('whole lists first and at once; what hangs on objects when they are known', () => {
    const observation = new Observation();
    const { demands } = makePlan({ ...surveyOf(small()), observation });
    const shown = demands.map((demand) =>
      demand.type === 'list' ? `${demand.collection.kind.name} ${demand.collection.region}` : 'detail',
    );
    expect(shown).toEqual([
      'Team global',
      'User global',
      'Portal eu',
      'ControlPlane eu',
      'API eu',
      'APIPublication eu',
      'APIImplementation eu',
    ]);
  });

  test('gateway services only where an implementation is missing', async () => {
    const memory = new Memory();
    await applied(memory);
    const [plane] = memory.all(controlPlane);
    const [first] = memory.all(api);
    const link = { api_id: first?.fields.id, service: { control_plane_id: plane?.fields.id, id: 'whatever' } };
    memory.put(apiImplementation, 'eu', link);
    const before = memory.calls.length;
    const { plan: made } = await plan(small(), memory);
    expect(memory.calls.slice(before).filter((call) => call.includes('GatewayService'))).toEqual([]);
    expect(made.changes.find(({ kind }) => kind === 'APIImplementation')).toMatchObject({ action: 'none', fields: [] });
  });

  test('a list of a parent only if what is looked for can be in it', async () => {
    const memory = new Memory();
    // The team is there, its control plane is not: a role on it cannot be.
    memory.put(team, 'global', { name: 'flights', description: 'Team flights' });
    await plan(small(), memory);
    expect(memory.calls.filter((call) => call.includes('TeamRole'))).toEqual([]);
  });

  test('an object itself only to adopt what lists do not show', async () => {
    const memory = new Memory();
    const [service] = smallManifest.match(/bookings/g) ?? [];
    memory.put(api, 'eu', { name: `${service}-dev`, version: '1.0.0', spec_content: { digest: 'another' } });
    const { plan: made } = await plan(small(), memory);
    expect(memory.calls.filter((call) => call.startsWith('read'))).toEqual(['read API API-1']);
    expect(made.changes.map(shownChange)).toContain(
      'adopt acme/dev/flights/acme%2Fbookings/api: labels.konduct-owner, spec_content: found by name',
    );
  });
});

describe('a gateway service', () => {
  async function withServices(...tags: string[][]) {
    const memory = new Memory();
    await applied(memory);
    const [plane] = memory.all(controlPlane);
    for (const each of tags)
      memory.put(gatewayService, 'eu', { control_plane_id: plane?.fields.id, name: 's', tags: each });
    const { plan: made } = await plan(small(), memory);
    const change = made.changes.find(({ address }) => address.endsWith('bookings/implementation'));
    return change && shownChange(change);
  }
  const implementation = 'acme/dev/flights/acme%2Fbookings/implementation';

  test.each([
    [[], `waiting ${implementation}: a gateway service tagged ko-api-name=bookings-dev`],
    [[['ko-api-name=bookings']], `waiting ${implementation}: a gateway service tagged ko-api-name=bookings-dev`],
    [[['other', 'ko-api-name=bookings-dev']], `create ${implementation}`],
    [
      [['ko-api-name=bookings-dev'], ['ko-api-name=bookings-dev', 'x']],
      `waiting ${implementation}: a gateway service tagged ko-api-name=bookings-dev (2 found; readyWhen size(gateway) == 1 is not true)`,
    ],
  ])('tagged %j', async (tags, said) => {
    expect(await withServices(...tags)).toBe(said);
  });
});

describe('actions', () => {
  const portals = resources(`
  - {id: portal, kind: Portal, region: eu, template: {name: dev, display_name: Dev}}
  - {id: plane, kind: ControlPlane, region: eu, template: {name: dev-plane, cluster_type: CLUSTER_TYPE_SERVERLESS}}`);
  const ours = (id: string) => ({ 'konduct-owner': 'acme', 'konduct-address': addressLabelValue(`acme/${id}`) });

  test('update: our object differs', async () => {
    const memory = new Memory();
    memory.put(portal, 'eu', { name: 'dev', display_name: 'Old', description: 'theirs' }, ours('portal'));
    const { plan: made, decisions } = await plan(portals, memory);
    expect(made.changes.map(shownChange)).toEqual(['update acme/portal: display_name', 'create acme/plane']);
    expect(decisions[0]).toMatchObject({ changed: ['display_name'], observed: { fields: { id: 'Portal-1' } } });
  });

  test('replace: it cannot change', async () => {
    const memory = new Memory();
    memory.put(controlPlane, 'eu', { name: 'dev-plane', cluster_type: 'CLUSTER_TYPE_CONTROL_PLANE' }, ours('plane'));
    const { plan: made } = await plan(portals, memory);
    expect(made.changes.map(shownChange)).toEqual([
      'create acme/portal',
      'replace acme/plane: cluster_type: cluster_type cannot change',
    ]);
  });

  test('adopt: nobody owns it, and a difference that cannot change is a warning', async () => {
    const memory = new Memory();
    memory.put(controlPlane, 'eu', { name: 'dev-plane', cluster_type: 'CLUSTER_TYPE_CONTROL_PLANE' });
    const { plan: made } = await plan(portals, memory);
    expect(made.changes.map(shownChange)).toEqual([
      'create acme/portal',
      'adopt acme/plane: labels.konduct-owner: found by name',
    ]);
    expect(made.diagnostics).toMatchObject([{ severity: 'warning', code: 'immutable-difference' }]);
  });

  test('waiting: it must be left alone, which is an error', async () => {
    const memory = new Memory();
    memory.put(portal, 'eu', { name: 'dev' }, { 'konduct-owner': 'globex' });
    const { plan: made } = await plan(portals, memory);
    expect(made.changes.map(shownChange)).toEqual([
      'waiting acme/portal: Portal "dev": it belongs to another platform repository, "globex"',
      'create acme/plane',
    ]);
    expect(made.diagnostics).toMatchObject([
      { severity: 'error', code: 'foreign-owner', at: { file: 'manifest.yaml' } },
    ]);
  });

  test('two that claim to be the same: one is taken, and a warning says which', async () => {
    const memory = new Memory();
    memory.put(portal, 'eu', { name: 'dev', display_name: 'Dev', created_at: '2026-01-01' }, ours('portal'));
    memory.put(portal, 'eu', { name: 'dev', display_name: 'Dev', created_at: '2026-02-01' }, ours('portal'));
    const { plan: made } = await plan(portals, memory);
    expect(made.changes[0]).toMatchObject({ action: 'none' });
    expect(made.diagnostics).toMatchObject([
      {
        severity: 'warning',
        code: 'ambiguous-match',
        message: expect.stringContaining('Portal-2 is taken for it, and Portal-1 left alone'),
      },
    ]);
  });

  test('orphaned: ours, and nobody declares it', async () => {
    const memory = new Memory();
    memory.put(portal, 'eu', { name: 'dev', display_name: 'Dev' }, ours('portal'));
    memory.put(portal, 'eu', { name: 'old' }, ours('gone'));
    memory.put(portal, 'eu', { name: 'bare' }, { 'konduct-owner': 'acme' });
    memory.put(portal, 'eu', { name: 'theirs' }, { 'konduct-owner': 'globex' });
    memory.put(portal, 'eu', { name: 'free' });
    memory.put(controlPlane, 'eu', { name: 'elsewhere' }, ours('gone-too'));
    const { plan: made } = await plan(portals, memory);
    expect(made.orphans).toEqual(['ControlPlane elsewhere', 'Portal bare', 'Portal old']);
    expect(made.summary.orphaned).toBe(3);
  });
});

describe('what waits', () => {
  test('for something referred to says what, through any number of others', async () => {
    const platform = resources(`
  - {id: shared, kind: Portal, region: eu, externalRef: {name: shared}}
  - {id: plane, kind: ControlPlane, region: eu, externalRef: {name: "\${shared.default_domain}"}}
  - {id: api, kind: API, region: eu, template: {name: "a", description: "\${plane.id}"}}
  - {id: publication, kind: APIPublication, region: eu, template: {api_id: "\${api.id}", portal_id: "\${shared.id}"}}
  - {id: free, kind: API, region: eu, template: {name: "b"}}`);
    const memory = new Memory();
    expect((await plan(platform, memory)).plan.changes.map(shownChange)).toEqual([
      'waiting acme/api: a ControlPlane (in a Portal with name shared)',
      'waiting acme/publication: a ControlPlane (in a Portal with name shared)',
      'create acme/free',
    ]);
    memory.put(portal, 'eu', { name: 'shared', default_domain: 'main' });
    expect((await plan(platform, memory)).plan.changes.map(shownChange)).toEqual([
      'waiting acme/api: a ControlPlane with name main',
      'waiting acme/publication: a ControlPlane with name main',
      'create acme/free',
    ]);
    memory.put(controlPlane, 'eu', { name: 'main' });
    const { plan: made } = await plan(platform, memory);
    expect(made.changes.map(shownChange)).toEqual(['create acme/api', 'create acme/publication', 'create acme/free']);
    expect(made.changes[0]?.fields).toMatchObject([{ path: 'description', after: 'ControlPlane-2' }, { path: 'name' }]);
  });

  test('for readiness says the condition, and what exists is compared all the same', async () => {
    const platform = resources(`
  - id: portal
    kind: Portal
    region: eu
    readyWhen: ["\${portal.default_domain == 'ready'}"]
    template: {name: dev, display_name: Dev}
  - {id: api, kind: API, region: eu, template: {name: "a", description: "\${portal.id}"}}`);
    const memory = new Memory();
    memory.put(portal, 'eu', { name: 'dev', default_domain: 'not yet' });
    expect((await plan(platform, memory)).plan.changes.map(shownChange)).toEqual([
      'adopt acme/portal: display_name, labels.konduct-owner: found by name',
      "waiting acme/api: acme/portal: readyWhen portal.default_domain == 'ready' is not true",
    ]);
  });

  test('for a member that is not there yet, without a condition that says so', async () => {
    const platform = resources(`
  - {id: gateway, kind: GatewayService, region: eu, externalRef: {control_plane_id: c, tags: [x]}}
  - {id: api, kind: API, region: eu, template: {name: "a", description: "\${gateway[0].name}"}}
  - {id: behind, kind: API, region: eu, template: {name: "b", description: "\${api.id}"}}`);
    const memory = new Memory();
    const { plan: made } = await plan(platform, memory);
    expect(made.changes.map(({ action, address }) => `${action} ${address}`)).toEqual([
      'waiting acme/api',
      'waiting acme/behind',
    ]);
    expect(made.changes[1]?.reason).toMatch(/^what `gateway\[0\]\.name` asks for/);
    expect(made.diagnostics).toEqual([]);
  });

  test('an expression that fails for good is an error', async () => {
    const platform = resources(`
  - {id: gateway, kind: GatewayService, region: eu, externalRef: {control_plane_id: c, tags: [x]}}
  - {id: api, kind: API, region: eu, template: {name: "a", description: "\${string(int(gateway[0].name))}"}}
  - {id: behind, kind: API, region: eu, template: {name: "b", description: "\${api.id}"}}`);
    const memory = new Memory();
    memory.put(gatewayService, 'eu', { control_plane_id: 'c', name: 'no number', tags: ['x'] });
    const { plan: made } = await plan(platform, memory);
    expect(made.changes.map(({ action }) => action)).toEqual(['waiting', 'waiting']);
    expect(made.diagnostics).toMatchObject([{ severity: 'error', code: 'expression-failed' }]);
  });
});

describe('a plan is determined by its input', () => {
  test('byte for byte', async () => {
    const memory = new Memory();
    memory.put(portal, 'eu', { name: 'dev', display_name: 'Old' });
    const plans = await Promise.all([1, 2, 3].map(async () => JSON.stringify((await plan(small(), memory)).plan)));
    expect(new Set(plans).size).toBe(1);
  });

  test('the order in which objects are listed is irrelevant', async () => {
    const memory = new Memory();
    await applied(memory);
    memory.put(team, 'global', { name: 'others' }, { 'konduct-owner': 'acme' });
    memory.put(portal, 'eu', { name: 'dev' });
    memory.put(teamRole, 'global', {
      team_id: 'Team-1',
      role_name: 'Viewer',
      entity_id: 'x',
      entity_type_name: 'APIs',
      entity_region: 'eu',
    });
    const expected = JSON.stringify((await plan(small(), memory)).plan);
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat()), async (numbers) => {
        const shuffling = {
          list: async (collection: Collection): Promise<readonly ObservedObject[]> => {
            const items = (await memory.list(collection)).map((item) => [numbers.next().value, item] as const);
            return items.sort(([a], [b]) => a - b).map(([, item]) => item);
          },
          read: (kind: typeof api, region: string, object: ObservedObject): Promise<Fields> =>
            memory.read(kind, region, object),
          create: () => Promise.reject(new Error('a plan writes nothing')),
          update: () => Promise.reject(new Error('a plan writes nothing')),
        };
        expect(JSON.stringify((await plan(small(), shuffling)).plan)).toBe(expected);
      }),
      { numRuns: 15 },
    );
  });
});

test('a resource that nothing is unknown of is created with all it says', async () => {
  const { plan: made } = await plan(small(), new Memory());
  const change = made.changes.find(({ address }) => address === 'acme/dev/flights/controlPlanes');
  expect(change?.fields.map(({ path, after }) => [path, after])).toEqual([
    ['cluster_type', 'CLUSTER_TYPE_SERVERLESS'],
    ['description', 'Control plane for team flights in environment dev'],
    ['labels.env', 'DEV'],
    ['labels.team', 'flights'],
    ['name', 'flights-dev'],
  ]);
  expect(nodeOf(small(), 'acme/dev/flights/controlPlanes').environment).toBe('dev');
});

test('an object adopted with a field that cannot change stays as it is: a warning, and nothing to do ever after', async () => {
  const planes = resources(
    '  - {id: plane, kind: ControlPlane, region: eu, template: {name: p1, cluster_type: CLUSTER_TYPE_SERVERLESS}}',
  );
  const memory = new Memory();
  memory.put(controlPlane, 'eu', { name: 'p1', cluster_type: 'CLUSTER_TYPE_CONTROL_PLANE' });
  const first = await plan(planes, memory);
  expect(first.plan.summary).toMatchObject({ adopt: 1 });
  await apply({
    graph: planes.graph,
    planned: first,
    provider: memory,
    concurrency: 1,
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  const { plan: second } = await plan(planes, memory);
  expect(second.summary).toMatchObject({ none: 1, replace: 0, update: 0 });
  expect(second.diagnostics).toMatchObject([{ severity: 'warning', code: 'immutable-difference' }]);
});
