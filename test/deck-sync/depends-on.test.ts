import { showRange } from '@konduct/core/source/range';
import { deckFindings } from '@konduct/operations/deck/report';
import { beforeEach, describe, expect, test } from 'vitest';
import { deckPath } from './deck-run.ts';
import { allPlanes } from './gateway.ts';
import { hasKongAir } from './kong-air.ts';
import { flight, outcomes, planeIn, useScene } from './scene.ts';

describe.skipIf(deckPath === undefined || !hasKongAir)('an environment that depends on another', () => {
  const scene = useScene();

  const dependOn = (environment: string, other: string) =>
    scene.edit('organizations.yaml', (text) =>
      text.replace(`            ${environment}:`, `$&\n                depends-on: [${other}]`),
    );

  beforeEach(() => scene.gateways.createPlanes(...allPlanes));

  const spoil = () => {
    const path = `${flight}/kong.yaml`;
    scene.write(path, scene.air.read(path).replace('api-2.kong-air.com', 'evil.example.com'));
  };
  const written = () =>
    scene.simulator
      .log()
      .filter(({ method }) => method !== 'GET')
      .map(({ path }) => path.split('/core-entities/')[0]);

  test('comes after it, also where it is written before', async () => {
    dependOn('dev', 'prd');
    scene.simulator.resetLog();
    const report = await scene.gateways.sync({ concurrency: 8 });
    expect(outcomes(report)).toEqual(Object.fromEntries(allPlanes.map((name) => [name, 'synced'])));
    const order = [...new Set(written())];
    const planes = (await scene.gateways.call('GET', '/v2/control-planes?page[size]=100')) as {
      data: { id: string; name: string }[];
    };
    const names = order.map((path) => planes.data.find(({ id }) => path?.includes(id))?.name ?? '');
    expect(names.map((name) => name.slice(-3))).toEqual(['prd', 'prd', 'dev', 'dev']);
  });

  test.each(['diff', 'sync'] as const)('is left alone by a %s while that one is stale', async (mode) => {
    dependOn('prd', 'dev');
    spoil();
    scene.simulator.resetLog();
    const report = await scene.gateways[mode]();
    expect(outcomes(report)).toEqual({
      'customer-data-dev': mode === 'diff' ? 'changes' : 'synced',
      'flight-data-dev': 'stale',
      'customer-data-prd': 'blocked',
      'flight-data-prd': 'blocked',
    });
    expect(report.exitCode).toBe(mode === 'diff' ? 3 : 5);
    expect(planeIn(report, 'flight-data-prd').note).toBe('blocked by KongAirlines/dev, which is stale');
    const [found, ...others] = deckFindings(report).filter(({ code }) => code === 'environment-blocked');
    expect(found).toMatchObject({
      severity: 'warning',
      message: 'The gateways of KongAirlines/prd were left alone, because KongAirlines/dev is stale',
      cause: '`depends-on` says that dev must be in order before prd is touched.',
    });
    expect(found?.at && showRange(found.at)).toMatch(/^konnect\/organizations\.yaml:11:\d+$/);
    expect(others).toEqual([]);
    expect(await scene.gateways.entities('flight-data-prd', 'services')).toEqual([]);
  });

  test('is left alone when that one fails or is refused', async () => {
    dependOn('prd', 'dev');
    scene.simulator.faults({ method: 'PUT', pattern: 'core-entities/routes/9c67490a', status: 400, times: 1 });
    expect(outcomes(await scene.gateways.sync())).toMatchObject({
      'flight-data-dev': 'partly',
      'flight-data-prd': 'blocked',
    });
    await scene.extra('services:\n- {name: extra, host: a.example.com}\n');
    await scene.gateways.sync({ environments: ['dev'] });
    await scene.extra('services: []\n');
    const report = await scene.gateways.sync({ maxDeletes: { type: 'number', most: 0 } });
    expect(outcomes(report)).toMatchObject({ 'flight-data-dev': 'refused', 'flight-data-prd': 'blocked' });
    expect(report).toMatchObject({ exitCode: 4, failureReason: 'refused' });
  });

  test('is not asked about what the run leaves out', async () => {
    dependOn('prd', 'dev');
    spoil();
    expect(outcomes(await scene.gateways.sync({ environments: ['prd'] }))).toEqual({
      'customer-data-prd': 'synced',
      'flight-data-prd': 'synced',
    });
  });
});
