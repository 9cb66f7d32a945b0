import { type Simulator, startSimulator } from '@konduct/simulator/simulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writePlatform } from '../../bench/platform.ts';
import { putGatewayServices } from './gateway.ts';
import { createPlatform, type PlatformDirectory } from './platform-directory.ts';
import { apply, plan, type RunSettings } from './run.ts';
import { SavedState } from './saved-state.ts';

const token = 'kpat_bench';
const settings: RunSettings = { environment: { BENCH_TOKEN: token } };
const services = 200;
const teams = services / 4;

let platform: PlatformDirectory;
let konnect: Simulator;

/** Two hundred services in two environments without changes. Bodies are not recorded, because they have megabytes. */
beforeAll(async () => {
  platform = createPlatform({ 'openapi.yaml': 'openapi: 3.0.3\ninfo: {title: Bench, version: 1.0.0}\npaths: {}\n' });
  writePlatform(platform.path('konnect'), services, platform.path('openapi.yaml'));
  konnect = await startSimulator();
  const first = await apply(platform, konnect, settings);
  expect(first).toMatchObject({ exitCode: 0, summary: { waiting: 2 * services } });
  const saved = new SavedState(konnect.state(), token);
  const controlPlanes = saved.rows('apis').map(({ name, labels }): [string, string] => {
    const address = (labels as Record<string, string>)['konduct-address'] ?? '';
    const [, environment, team] = /^bench-(\w+)-(team-\d+)-/.exec(address) ?? [];
    return [String(name), `${team}-${environment}`];
  });
  await putGatewayServices(konnect, token, Object.fromEntries(controlPlanes));
  expect((await apply(platform, konnect, settings)).exitCode).toBe(0);
});
afterAll(async () => {
  await konnect.close();
  platform.remove();
});

test('every API is published and linked to the gateway service of its own control plane', () => {
  const saved = new SavedState(konnect.state(), token);
  expect(saved.rows('apis')).toHaveLength(2 * services);
  expect(saved.rows('versions')).toHaveLength(2 * services);
  expect(saved.rows('publications')).toHaveLength(2 * services);
  expect(saved.rows('assigned-roles')).toHaveLength(2 * teams);
  const linked = saved
    .rows('implementations')
    .map(({ api_id, service_id }) => [saved.name('apis', api_id), saved.name('core-entities/services', service_id)]);
  expect(linked).toHaveLength(2 * services);
  expect(linked.filter(([api, service]) => api !== service)).toEqual([]);
});

test('a plan of nothing costs the pages of the lists and a call for each team', async () => {
  konnect.resetLog();
  const report = await plan(platform, konnect, settings);
  expect(report.summary).toMatchObject({ create: 0, update: 0, adopt: 0, waiting: 0, orphaned: 0 });
  expect(konnect.stats()).toMatchObject({ writes: 0 });
  expect(konnect.stats().calls).toBeLessThanOrEqual(66);
});

test('an apply of nothing writes nothing', async () => {
  konnect.resetLog();
  expect((await apply(platform, konnect, settings)).exitCode).toBe(0);
  expect(konnect.stats()).toMatchObject({ writes: 0 });
  // With a look for a lease that a dead run left.
  expect(konnect.stats().calls).toBeLessThanOrEqual(67);
});
