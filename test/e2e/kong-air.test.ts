import { readFileSync } from 'node:fs';
import type { RunReport } from '@konduct/core/run/reconciliation';
import type { Simulator } from '@konduct/simulator/simulator';
import { load, save } from '@konduct/simulator/snapshot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { putGatewayServices, renderedIds } from './gateway.ts';
import { hasKongAir, kongAirDirectory, kongAirEnvironment, kongAirServices, kongAirToken } from './kong-air.ts';
import { startKonnect } from './konnect.ts';
import { copyPlatform, type PlatformDirectory } from './platform-directory.ts';
import { apply, check, plan } from './run.ts';
import { SavedState } from './saved-state.ts';
import { writesOf } from './write-fault.ts';

const settings = { environment: kongAirEnvironment };
const environments = ['dev', 'prd'];

interface Expected {
  readonly api: string;
  readonly environment: string;
  readonly controlPlane: string;
  readonly staged: string;
}

const expected: readonly Expected[] = Object.entries(kongAirServices).flatMap(([team, services]) =>
  services.flatMap((service) =>
    environments.map((environment) => ({
      api: environment === 'prd' ? service : `${service}-${environment}`,
      environment,
      controlPlane: `${team}-${environment}`,
      staged: `KongAirlines/envs/${environment}/teams/${team}/services/KongAirlines/${service}/openapi.yaml`,
    })),
  ),
);

describe.skipIf(!hasKongAir("Kong Air's real manifests"))("Kong Air's real manifests", () => {
  let konnect: Simulator;
  let platform: PlatformDirectory;
  let first: RunReport;
  let firstCalls: number;
  let saved: SavedState;

  beforeAll(async () => {
    platform = copyPlatform(kongAirDirectory);
    const stateFile = platform.path('konnect-state.json');
    konnect = await startKonnect({ stateFile });
    first = await apply(platform, konnect, settings);
    firstCalls = konnect.stats().calls;
    await konnect.close();
    // From the file, as a user would read it, and not from memory.
    saved = new SavedState(save(load(JSON.parse(readFileSync(stateFile, 'utf8')))), kongAirToken);
    konnect = await startKonnect({ stateFile });
  });
  afterAll(async () => {
    await konnect.close();
    platform.remove();
  });

  test('are valid without an edit', async () => {
    const report = await check(platform);
    expect(report.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(report.exitCode).toBe(0);
  });

  test('are applied without an error, and nothing is left to do', () => {
    expect(first).toMatchObject({ exitCode: 0, summary: { create: 28, waiting: 8, update: 0, orphaned: 0 } });
    expect(first.organizations[0]?.verification?.ok).toBe(true);
  });

  test('take at most 67 calls: 2 for the lease, and 9 to read everything once more under it', () => {
    expect(firstCalls).toBeLessThanOrEqual(56 + 2 + 9);
  });

  test('become two teams', () => {
    expect(saved.names('teams')).toEqual(['customer-data', 'flight-data']);
  });

  test('become four control planes, whose teams are Admin in dev and Viewer in prd', () => {
    expect(saved.names('control-planes')).toEqual([
      'customer-data-dev',
      'customer-data-prd',
      'flight-data-dev',
      'flight-data-prd',
    ]);
    const roles = saved
      .rows('assigned-roles')
      .map(({ scope, entity_id, role_name, entity_type_name }) =>
        [saved.name('teams', scope), role_name, entity_type_name, saved.name('control-planes', entity_id)].join(' / '),
      );
    expect(roles.sort()).toEqual(
      Object.keys(kongAirServices).flatMap((team) => [
        `${team} / Admin / Control Planes / ${team}-dev`,
        `${team} / Viewer / Control Planes / ${team}-prd`,
      ]),
    );
  });

  test('become a private and a public portal', () => {
    expect(saved.names('portals')).toEqual(environments);
    expect(
      saved
        .rows('portals')
        .map((portal) => [portal.name, portal.default_api_visibility, portal.display_name])
        .sort(),
    ).toEqual([
      ['dev', 'private', 'KongAirlines (dev)'],
      ['prd', 'public', 'KongAirlines (prd)'],
    ]);
  });

  test('become eight APIs with the specifications as they are staged', () => {
    expect(saved.names('apis')).toEqual(expected.map(({ api }) => api).sort());
    for (const { api, staged } of expected) {
      const id = saved.rows('apis').find(({ name }) => name === api)?.id;
      const versions = saved.rows('versions').filter(({ scope }) => scope === id);
      expect(versions.map(({ content }) => content)).toEqual([platform.read(`konnect/${staged}`)]);
    }
  });

  test("publish each API in its environment's portal alone", () => {
    const published = saved
      .rows('publications')
      .map(({ api_id, portal_id, visibility }) => [
        saved.name('apis', api_id),
        saved.name('portals', portal_id),
        visibility,
      ]);
    expect(published.map(String).sort()).toEqual(
      expected
        .map(({ api, environment }) => `${api},${environment},${environment === 'prd' ? 'public' : 'private'}`)
        .sort(),
    );
  });

  test('wait for eight gateway services', () => {
    expect(saved.rows('implementations')).toEqual([]);
    const waiting = first.organizations[0]?.plan?.changes.filter(({ action }) => action === 'waiting') ?? [];
    expect(waiting.map(({ kind }) => kind)).toEqual(Array(8).fill('APIImplementation'));
    expect(waiting.map(({ reason }) => /tagged ko-api-name=(\S+)/.exec(reason ?? '')?.[1]).sort()).toEqual(
      expected.map(({ api }) => api).sort(),
    );
  });

  test('link the gateway services once they are there, and then are at rest', async () => {
    const controlPlanes = Object.fromEntries(expected.map(({ api, controlPlane }) => [api, controlPlane]));
    await putGatewayServices(konnect, kongAirToken, controlPlanes, renderedIds(kongAirDirectory));
    const linking = await plan(platform, konnect, settings);
    expect(linking.summary).toMatchObject({ create: 8, update: 0, adopt: 0, replace: 0, delete: 0, waiting: 0 });
    const applied = await apply(platform, konnect, settings);
    expect(applied).toMatchObject({ exitCode: 0, summary: { create: 8 } });
    const linkedState = new SavedState(konnect.state(), kongAirToken);
    const linked = linkedState.rows('implementations').map(({ api_id, service_id, control_plane_id }) => [
      linkedState.name('apis', api_id),
      // A specification gives the same id in every control plane.
      linkedState
        .rows('core-entities/services')
        .find(({ id, scope }) => id === service_id && scope === control_plane_id)?.name,
      linkedState.name('control-planes', control_plane_id),
    ]);
    expect(linked.map(String).sort()).toEqual(
      expected.map(({ api, controlPlane }) => `${api},${api},${controlPlane}`).sort(),
    );

    konnect.resetLog();
    const rest = await plan(platform, konnect, settings);
    expect(rest.summary).toMatchObject({ create: 0, update: 0, adopt: 0, none: 36, waiting: 0 });
    expect(konnect.stats().calls).toBeLessThanOrEqual(9);
    konnect.resetLog();
    const again = await apply(platform, konnect, settings);
    expect(again.exitCode).toBe(0);
    expect(konnect.stats().writes).toBe(0);
  });

  test('send a specification that changed, and nothing else', async () => {
    const own = copyPlatform(kongAirDirectory);
    const elsewhere = await startKonnect();
    await apply(own, elsewhere, settings);
    const staged = `konnect/${expected[0]?.staged}`;
    own.write(staged, `${own.read(staged)}\n# changed\n`);
    elsewhere.resetLog();
    const report = await apply(own, elsewhere, settings);
    expect(report).toMatchObject({ exitCode: 0, summary: { update: 1, none: 27 } });
    const writes = writesOf(elsewhere).map(({ method, path }) => `${method} ${path.replace(/[0-9a-f-]{36}/g, '*')}`);
    // The old digest is removed first, the content written next, and the new digest last, so that a crash in between is
    // noticed.
    expect(writes).toEqual(['PATCH /v3/apis/*', 'PATCH /v3/apis/*/versions/*', 'PATCH /v3/apis/*']);
    const contents = new SavedState(elsewhere.state(), kongAirToken).rows('versions').map(({ content }) => content);
    expect(contents).toContain(own.read(staged));
    await elsewhere.close();
    own.remove();
  });
});
