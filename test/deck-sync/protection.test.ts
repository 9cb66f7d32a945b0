import { showRange } from '@konduct/core/source/range';
import { deckFindings } from '@konduct/operations/deck/report';
import { describe, expect, test } from 'vitest';
import { deckPath } from './deck-run.ts';
import { hasKongAir } from './kong-air.ts';
import { flight, flightOnly, flightPlane, outcomes, type Scene, useScene } from './scene.ts';

const specification = `${flight}/services/KongAirlines/flights/openapi.yaml`;

/** Removes an operation from a specification, and thereby its route, and renders. */
async function removeOperation(scene: Scene): Promise<void> {
  scene.edit(specification, (text) => text.replace(/\n {2}"?\/flights\/\{[\s\S]*?(?=\n {2}"?\/|\n\w)/, ''));
  await scene.render();
}

async function synced(scene: Scene): Promise<void> {
  await scene.gateways.createPlanes(flightPlane);
  await scene.gateways.sync(flightOnly);
}

const protect = (key: RegExp, indent: number) => (text: string) =>
  text.replace(key, (line) => `${line}\n${' '.repeat(indent)}deletion-protection: true`);

describe.skipIf(deckPath === undefined || !hasKongAir)('deletion protection', () => {
  const scene = useScene();

  const listsApis = () => scene.simulator.log().filter(({ path }) => path.includes('/v3/apis')).length;

  test.each([
    ['organization', 'organizations.yaml', protect(/^ {4}KongAirlines:/m, 8), 'The organization KongAirlines has'],
    ['environment', 'organizations.yaml', protect(/^ {12}dev:/m, 16), 'The environment dev of KongAirlines has'],
    ['team', 'teams.yaml', protect(/^ {2}flight-data:/m, 4), 'The team flight-data has'],
    ['service', 'teams.yaml', protect(/^ {6}KongAirlines\/flights:/m, 8), 'The service KongAirlines/flights has'],
  ])('of the manifest on the %s', async (_, file, change, cause) => {
    await synced(scene);
    scene.edit(file, change);
    const line =
      scene.air
        .read(file)
        .split('\n')
        .findIndex((text) => text.includes('deletion-protection')) + 1;
    await removeOperation(scene);
    scene.simulator.resetLog();
    for (const run of [scene.gateways.diff, scene.gateways.sync]) {
      // Limits and `allow-deletes` have no effect on protected entities.
      const report = await run({ ...flightOnly, allowDeletes: true });
      expect(report).toMatchObject({ exitCode: 4, failureReason: 'refused' });
      const [found, ...others] = deckFindings(report).filter(({ severity }) => severity === 'error');
      expect(found).toMatchObject({
        code: 'deletion-protected',
        message: expect.stringMatching(
          /^[12] entit(y|ies) of the control plane flight-data-dev (is|are) protected from deletion: route flights-service_/,
        ),
        cause: `${cause} \`deletion-protection\`.`,
        fix: 'Take `deletion-protection` off in one merge, and delete in a second one.',
      });
      expect(found?.at && showRange(found.at)).toMatch(new RegExp(`^konnect/${file}:${line}:`));
      expect(others).toEqual([]);
    }
    expect(scene.writes()).toBe(0);
  });

  test('of one service leaves the others to be changed', async () => {
    scene.edit('teams.yaml', protect(/^ {6}KongAirlines\/destinations:/m, 8));
    await synced(scene);
    await removeOperation(scene);
    const report = await scene.gateways.sync(flightOnly);
    expect(outcomes(report)).toMatchObject({ [flightPlane]: 'synced' });
    expect(report.summary.deletes).toBeGreaterThan(0);
  });

  test.each([
    [{ 'konduct-address': 'flight-data.control-plane.protected' }, 'as the manifests said when it was last applied'],
    [{ 'konduct-protected': 'true' }, 'has the label konduct-protected in Konnect'],
  ])('of the control plane in Konnect: %j', async (labels, cause) => {
    await scene.gateways.call('POST', '/v2/control-planes', { name: flightPlane, labels });
    expect(await scene.gateways.sync(flightOnly)).toMatchObject({ exitCode: 0 });
    await removeOperation(scene);
    scene.simulator.resetLog();
    const report = await scene.gateways.sync(flightOnly);
    expect(report).toMatchObject({ exitCode: 4, failureReason: 'refused' });
    expect(deckFindings(report)).toContainEqual(
      expect.objectContaining({ code: 'deletion-protected', cause: expect.stringContaining(cause) }),
    );
    expect(scene.writes()).toBe(0);
    expect(listsApis()).toBe(0);
  });

  test('a label with another value, and an address that only begins so, protect nothing', async () => {
    const labels = { 'konduct-protected': 'false', 'konduct-address': 'team.protected.control-plane' };
    await scene.gateways.call('POST', '/v2/control-planes', { name: flightPlane, labels });
    await scene.gateways.sync(flightOnly);
    await removeOperation(scene);
    expect(outcomes(await scene.gateways.sync(flightOnly))).toMatchObject({ [flightPlane]: 'synced' });
  });

  test('of an API in Konnect holds for its gateway service, whatever the manifest says now', async () => {
    await scene.gateways.call('POST', '/v3/apis', {
      name: 'flights-dev',
      version: '1',
      labels: { 'konduct-address': 'flights.api.protected' },
    });
    await synced(scene);
    scene.edit('teams.yaml', (text) => text.replace(/\n {6}KongAirlines\/flights:(\n {8}.*)+/, ''));
    await scene.render();
    scene.simulator.resetLog();
    const report = await scene.gateways.sync(flightOnly);
    expect(deckFindings(report).filter(({ severity }) => severity === 'error')).toEqual([
      expect.objectContaining({
        code: 'deletion-protected',
        cause: 'The API flights-dev is protected in Konnect, as the manifests said when it was last applied.',
      }),
    ]);
    expect(report.exitCode).toBe(4);
    expect(scene.writes()).toBe(0);
    expect(listsApis()).toBe(1);
  });

  test('APIs are not listed where nothing of theirs goes', async () => {
    await scene.extra('services:\n- {name: extra, host: a.example.com}\n');
    await synced(scene);
    await scene.extra('services: []\n');
    scene.simulator.resetLog();
    expect((await scene.gateways.sync(flightOnly)).summary).toMatchObject({ deletes: 1 });
    expect(listsApis()).toBe(0);
  });

  test('a protection that cannot be read fails, and nothing is written', async () => {
    await synced(scene);
    await removeOperation(scene);
    scene.simulator.faults({ method: 'GET', pattern: '/v3/apis', status: 403, times: 9 });
    scene.simulator.resetLog();
    const report = await scene.gateways.sync(flightOnly);
    expect(report).toMatchObject({ exitCode: 1, failureReason: 'konnect-error' });
    expect(scene.writes()).toBe(0);
  });
});
