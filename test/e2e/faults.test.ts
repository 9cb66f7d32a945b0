import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FaultRule } from '@konduct/simulator/serve/faults';
import type { Simulator } from '@konduct/simulator/simulator';
import { beforeEach, describe, expect, test } from 'vitest';
import { putGatewayServices } from './gateway.ts';
import { startKonnect } from './konnect.ts';
import { platformLines } from './platform-lines.ts';
import { apply, plan, type RunSettings } from './run.ts';
import { useScene } from './scene.ts';
import { small, smallEnvironment, smallToken } from './small-platform.ts';
import { writesOf } from './write-fault.ts';

const settings: RunSettings = { environment: smallEnvironment };

const scene = useScene();
beforeEach(() => {
  scene.platform.edit(small.teams, '    services:', '    users: [ada@acme.example]\n    services:');
});

/** A clock that goes on with each pause, so that pauses take no time. */
function virtualClock(): { elapsed(): number; settings: RunSettings } {
  const start = Date.now();
  let now = start;
  const sleep = async (time: number) => {
    now += time;
  };
  const patience = { baseDelay: 1, now: () => now, sleep };
  return { elapsed: () => now - start, settings: { ...settings, patience } };
}

describe('rate limits', () => {
  test.each([
    ['a list', { method: 'GET', path: '/v3/portals' }],
    ['a creation', { method: 'POST', path: '/v3/apis' }],
  ])('are kept as Konnect asks, three times in a row, for %s', async (_, request) => {
    scene.konnect.faults({ ...request, status: 429, retryAfter: 7, times: 3 });
    const { elapsed, settings: virtual } = virtualClock();
    expect((await scene.apply(virtual)).exitCode).toBe(0);
    expect(elapsed()).toBeGreaterThanOrEqual(21_000);
    const struck = scene.konnect
      .log()
      .filter(({ method, path }) => method === request.method && path.startsWith(request.path))
      .map(({ status }) => status);
    expect(struck.slice(0, 4)).toEqual([429, 429, 429, request.method === 'GET' ? 200 : 201]);
  });

  test('that never end are an error after two minutes', async () => {
    scene.konnect.faults({ method: 'GET', path: '/v3/portals', status: 429, retryAfter: 50 });
    const { elapsed, settings: virtual } = virtualClock();
    const report = await scene.plan(virtual);
    expect(report.organizations[0]?.diagnostics).toMatchObject([{ code: 'konnect-rate-limited' }]);
    expect(elapsed()).toBeGreaterThanOrEqual(100_000);
    expect(elapsed()).toBeLessThan(400_000);
  });
});

/** Every write from an empty organization to a platform whose gateway is linked. */
const writes: readonly (readonly [string, FaultRule])[] = [
  ['a team', { method: 'POST', pattern: '^/v3/teams$' }],
  ['an invitation', { method: 'POST', pattern: '^/v3/invites$' }],
  ['a membership', { method: 'POST', pattern: '/users$' }],
  ['a control plane', { method: 'POST', pattern: '^/v2/control-planes$' }],
  ['a role', { method: 'POST', pattern: '/assigned-roles$' }],
  ['a portal', { method: 'POST', pattern: '^/v3/portals$' }],
  ["a portal's content", { method: 'POST', pattern: '/default-content$' }],
  ["a portal's digest", { method: 'PATCH', pattern: '^/v3/portals/' }],
  ['an API', { method: 'POST', pattern: '^/v3/apis$' }],
  ['a publication', { method: 'PUT', pattern: '/publications/' }],
  ['an implementation', { method: 'POST', pattern: '/implementations$' }],
];

/** Lists show new objects at once, so there is no need to wait for them. */
const atOnce: RunSettings = { ...settings, patience: { baseDelay: 1, settle: 40 } };

/** Applies, lets the gateway be synced, and applies again. */
async function build(target: Simulator, run: RunSettings): Promise<string[]> {
  const report = await apply(scene.platform, target, run);
  expect(report.organizations.map(({ diagnostics }) => diagnostics)).toEqual([[]]);
  expect(report.exitCode).toBe(0);
  await putGatewayServices(target, smallToken, { 'flights-dev': 'flights-dev' });
  expect((await apply(scene.platform, target, run)).exitCode).toBe(0);
  return platformLines(target.state(), smallToken);
}

/** What the same comes to when nothing goes wrong, in a run that sends every write there is a test for. */
async function undisturbed(): Promise<string[]> {
  const other = await startKonnect();
  const lines = await build(other, atOnce);
  expect(writes.filter(([, { method, pattern }]) => !sent(other, method, pattern))).toEqual([]);
  await other.close();
  return lines;
}

describe('a write that goes wrong once is made up for, and nothing is made twice', () => {
  let reference: readonly string[] | undefined;
  beforeEach(async () => {
    reference ??= await undisturbed();
  });

  const faults: readonly (readonly [string, FaultRule])[] = [
    ['a reset before it took effect', { reset: 'before' }],
    ['a reset after it took effect', { reset: 'after' }],
    ['a 500', { status: 500 }],
    ['a 503', { status: 503 }],
  ];
  describe.each(faults)('%s', (_, effect) => {
    test.each(writes)('of %s', async (_, request) => {
      scene.konnect.faults({ ...request, ...effect, times: 1 });
      expect(await build(scene.konnect, atOnce)).toEqual(reference);
      expect(scene.konnect.log().filter(({ fault }) => fault !== undefined)).toHaveLength(1);
    });
  });

  test.each(writes)('an answer to %s is lost and lists lag behind', async (_, request) => {
    // Other clients sync the gateway; their writes are not disturbed.
    const ours = '^/v[23]/(?!.*core-entities)';
    scene.konnect.faults({ ...request, reset: 'after', times: 1 }, { pattern: ours, lag: { ms: 100 } });
    expect(await build(scene.konnect, settings)).toEqual(reference);
  });
});

function sent(target: Simulator, method = '', pattern = ''): boolean {
  return writesOf(target).some((write) => write.method === method && new RegExp(pattern).test(write.path));
}

describe('updates', () => {
  const updates: readonly (readonly [string, FaultRule])[] = [
    ['a team', { method: 'PATCH', path: '/v3/teams/' }],
    ['a control plane', { method: 'PATCH', path: '/v2/control-planes/' }],
    ['a portal', { method: 'PATCH', path: '/v3/portals/' }],
    ['a specification', { method: 'PATCH', pattern: '/versions/' }],
    ["an API's digest", { method: 'PATCH', pattern: '^/v3/apis/[^/]+$' }],
    ['a publication', { method: 'PUT', pattern: '/publications/' }],
  ];

  function change(): void {
    scene.platform.edit(small.teams, 'Where we fly', 'Where we fly to');
    scene.platform.edit(small.specification, 'version: 1.0.0', 'version: 1.1.0');
    scene.platform.edit(
      small.platform,
      'platform:',
      `environment-types:
  DEV:
    api-name: \${name}-\${environment}
    branch: dev
    portal: {visibility: public, authentication: false}
    cluster-type: CLUSTER_TYPE_SERVERLESS
platform:`,
    );
    scene.platform.copyBuiltinBlueprints();
    scene.platform.edit('konnect/blueprints/environment.yaml', 'Control plane for team', 'The gateways of team');
  }

  describe.each(['before', 'after'] as const)('that a reset %s they took effect leaves in doubt are made', (reset) => {
    test.each(updates)('of %s', async (_, request) => {
      await scene.apply(atOnce);
      change();
      scene.konnect.faults({ ...request, reset, times: 1 });
      const report = await scene.apply(atOnce);
      expect(report).toMatchObject({ exitCode: 0, summary: { create: 0, replace: 0 } });
      expect(scene.konnect.log().filter(({ fault }) => fault !== undefined)).toHaveLength(1);
      expect((await scene.plan(atOnce)).summary).toMatchObject({ create: 0, update: 0 });
    });
  });
});

describe('lists', () => {
  test.each([
    ['endless', '/v3/teams'],
    ['endless', '/v3/apis'],
    ['endless', '/v3/api-publications'],
    ['truncated', '/v3/teams'],
  ] as const)('that are %s are refused: %s', async (pages, path) => {
    scene.konnect.faults({ method: 'GET', path, pages });
    const report = await scene.apply(settings);
    expect(report.organizations[0]?.diagnostics).toMatchObject([
      { code: 'konnect-paging', message: expect.stringContaining(`GET ${path}`) },
    ]);
    expect(report).toMatchObject({ exitCode: 1, failureReason: 'konnect-error' });
    expect(scene.konnect.stats().writes).toBe(0);
    // An answer that was spoilt on purpose is none of the contract's business.
    scene.konnect.clearFaults();
  });

  test('that lag behind writes are waited for by the verification', async () => {
    scene.konnect.faults({ lag: { lists: 1 } });
    const report = await scene.apply(settings);
    expect(report.organizations[0]?.verification).toMatchObject({ ok: true, diagnostics: [] });
    expect(report.exitCode).toBe(0);
    const looks = scene.konnect.log().filter(({ method, path }) => method === 'GET' && path === '/v3/apis');
    expect(looks.length).toBeGreaterThan(2);
  });

  test('that never show what was written fail the verification, which names it', async () => {
    scene.konnect.faults({ method: 'POST', path: '/v3/apis', lag: { ms: 60_000 } });
    const report = await scene.apply(atOnce);
    expect(report).toMatchObject({ exitCode: 1, failureReason: 'verification-failed' });
    expect(report.organizations[0]?.verification?.diagnostics).toContainEqual(
      expect.objectContaining({ code: 'verify-failed', message: expect.stringContaining('acme/flights/api') }),
    );
  });
});

test('a Konnect that fails for good is reported with the request', async () => {
  scene.konnect.faults({ method: 'GET', path: '/v3/portals', status: 503 });
  const report = await scene.plan(settings);
  expect(report.organizations[0]?.diagnostics).toMatchObject([
    { code: 'konnect-unavailable', message: expect.stringContaining('GET /v3/portals (us) was answered 503') },
  ]);
});

test('a dead port is reported with what the system says', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const report = await plan(scene.platform, { konnectUrl: `http://127.0.0.1:${port}/{region}` }, settings);
  expect(report).toMatchObject({ exitCode: 1, failureReason: 'konnect-error' });
  expect(report.organizations[0]?.diagnostics).toMatchObject([
    { code: 'konnect-unavailable', message: expect.stringContaining('ECONNREFUSED') },
  ]);
});
