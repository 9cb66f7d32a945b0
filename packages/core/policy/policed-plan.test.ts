import { controlPlane } from '@konduct/konnect/kinds/control-plane';
import { portal } from '@konduct/konnect/kinds/portal';
import { describe, expect, test } from 'vitest';
import { apply } from '../apply/apply.ts';
import { platformOf } from '../blueprint/platform.fixture.ts';
import { addressLabelValue } from '../observe/labels.ts';
import { nodeOf, plan, planAndApply, resources, shownChange, smallManifest } from '../plan/planning.fixture.ts';
import { Memory } from '../provider/memory.fixture.ts';

const small = () => platformOf(smallManifest);

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
      blocked: 0,
      orphaned: 0,
    });
  });

  test('that was applied is at rest, and few calls tell', async () => {
    const memory = new Memory();
    await planAndApply(small(), memory);
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
    // One list each, one for each team, and one for the control plane of the awaited gateway service.
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
      'blocked acme/plane: cluster_type: cluster_type cannot change',
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

  test('blocked: it must be left alone, which is an error', async () => {
    const memory = new Memory();
    memory.put(portal, 'eu', { name: 'dev' }, { 'konduct-owner': 'globex' });
    const { plan: made } = await plan(portals, memory);
    expect(made.changes.map(shownChange)).toEqual([
      'blocked acme/portal: it belongs to another platform repository, "globex"',
      'create acme/plane',
    ]);
    expect(made.diagnostics).toMatchObject([
      { severity: 'error', code: 'foreign-owner', at: { file: 'manifest.yaml' } },
    ]);
  });

  test('two that claim to be the same: the older is taken, a warning says so, and prune removes the other', async () => {
    const memory = new Memory();
    memory.put(portal, 'eu', { name: 'dev', display_name: 'Dev', created_at: '2026-01-01' }, ours('portal'));
    memory.put(portal, 'eu', { name: 'dev', display_name: 'Dev', created_at: '2026-02-01' }, ours('portal'));
    const { plan: made } = await plan(portals, memory);
    expect(made.changes[0]).toMatchObject({ action: 'none' });
    expect(made.diagnostics).toMatchObject([
      {
        severity: 'warning',
        code: 'ambiguous-match',
        message: expect.stringContaining('Portal-1 is taken for it, and not Portal-2'),
      },
    ]);
    expect(made.orphans.map(({ kind, id, reason }) => `${kind} ${id}: ${reason}`)).toEqual([
      'Portal Portal-2: prune is off',
    ]);
    const { plan: pruning } = await plan(portals, memory, { prune: 'all' });
    expect(pruning.changes.filter(({ action }) => action === 'delete').map(({ id }) => id)).toEqual(['Portal-2']);
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
    expect(made.orphans.map(({ kind, name, reason }) => `${kind} ${name}: ${reason}`)).toEqual([
      'ControlPlane elsewhere: prune is off',
      'Portal bare: prune is off',
      'Portal old: prune is off',
    ]);
    expect(made.summary.orphaned).toBe(3);
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
