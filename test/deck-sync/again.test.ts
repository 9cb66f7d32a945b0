import { describe, expect, test } from 'vitest';
import { deckPath } from './deck-run.ts';
import { hasKongAir } from './kong-air.ts';
import { flightOnly, flightPlane, planeIn, useScene } from './scene.ts';

describe.skipIf(deckPath === undefined || !hasKongAir)('a Konnect whose failure passes', () => {
  const scene = useScene();

  test.each([
    ['answers 500', { status: 500, times: 2 }],
    ['answers 503', { status: 503, times: 2 }],
    ['breaks connections', { reset: 'before', times: 2 }],
    ['breaks connections of what it did', { reset: 'after', times: 2 }],
  ] as const)('%s: the control plane is synced again, and whole', async (_, fault) => {
    await scene.gateways.createPlanes('customer-data-dev', flightPlane);
    scene.simulator.faults({ method: 'PUT', pattern: 'core-entities/routes/9c67490a', ...fault });
    const report = await scene.gateways.sync(flightOnly);
    expect(planeIn(report)).toMatchObject({
      outcome: 'synced',
      done: { creates: 9, takeovers: 0, updates: 0, deletes: 0 },
    });
    expect(planeIn(report).diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const lines = scene.gateways.progress.filter(({ controlPlane }) => controlPlane === flightPlane);
    expect(lines.map(({ line }) => line).join('\n')).toMatch(/; trying again in 1 s \(attempt 2 of 4\)$/m);
    expect(planeIn(await scene.gateways.diff(flightOnly)).outcome).toBe('unchanged');
  });
});
