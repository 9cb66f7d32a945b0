import { hasErrors } from '@konduct/core/diagnostic/diagnostic';
import type { GatewayDeckOptions } from '@konduct/operations/deck/options';
import { describe, expect, test } from 'vitest';
import { deckPath } from './deck-run.ts';
import { hasKongAir } from './kong-air.ts';
import { flight, flightOnly, flightPlane, planeIn, type Scene, useScene } from './scene.ts';

interface Refusal {
  readonly name: string;
  readonly arrange: (scene: Scene) => Promise<void>;
  readonly options?: Partial<GatewayDeckOptions>;
  readonly code: string;
  readonly exitCode: number;
}

const plane = (scene: Scene) => scene.gateways.createPlanes(flightPlane);
const services = (count: number) =>
  `services:\n${Array.from({ length: count }, (_, index) => `- {name: extra-${index}, host: a.example.com}\n`).join('')}`;

const refusals: readonly Refusal[] = [
  {
    name: 'more deletions than are in order',
    arrange: async (scene) => {
      await plane(scene);
      await scene.extra(services(11));
      await scene.gateways.sync(flightOnly);
      await scene.extra('services: []\n');
    },
    code: 'deck-deletes',
    exitCode: 4,
  },
  {
    name: 'a deletion of what is protected',
    arrange: async (scene) => {
      await scene.gateways.call('POST', '/v2/control-planes', {
        name: flightPlane,
        labels: { 'konduct-protected': 'true' },
      });
      await scene.extra(services(1));
      await scene.gateways.sync(flightOnly);
      await scene.extra('services: []\n');
    },
    code: 'deletion-protected',
    exitCode: 4,
  },
  {
    name: 'a name that somebody else has',
    arrange: async (scene) => {
      await plane(scene);
      await scene.byOthers(
        flightPlane,
        '_format_version: "3.0"\nservices:\n- {name: flights-service, host: a.example}\n',
      );
    },
    code: 'deck-conflict',
    exitCode: 4,
  },
  {
    name: 'a takeover that is not allowed',
    arrange: async (scene) => {
      await plane(scene);
      await scene.byOthers(flightPlane, scene.air.read(`${flight}/kong.yaml`));
    },
    options: { adopt: 'none' },
    code: 'deck-takeover',
    exitCode: 4,
  },
  {
    name: 'a control plane of another owner',
    arrange: async (scene) => {
      await scene.gateways.call('POST', '/v2/control-planes', {
        name: flightPlane,
        labels: { 'konduct-owner': 'others' },
      });
    },
    code: 'foreign-owner',
    exitCode: 4,
  },
  {
    name: 'a file that is not what its sources render to',
    arrange: async (scene) => {
      await plane(scene);
      scene.edit(`${flight}/kong.yaml`, (text) => text.replace('api-2.kong-air.com', 'evil.example.com'));
    },
    code: 'deck-stale',
    exitCode: 3,
  },
  {
    name: 'a service whose name changed after it was rendered',
    arrange: async (scene) => {
      await plane(scene);
      scene.edit('teams.yaml', (text) => text.replace('name: flights', 'name: departures'));
    },
    code: 'deck-stale',
    exitCode: 3,
  },
];

describe.skipIf(deckPath === undefined || !hasKongAir)('a diff refuses what a sync would refuse', () => {
  const scene = useScene();

  test.each(refusals)('$name', async ({ arrange, options, code, exitCode }) => {
    await arrange(scene);
    scene.simulator.resetLog();
    const diff = await scene.gateways.diff({ ...flightOnly, ...options });
    const sync = await scene.gateways.sync({ ...flightOnly, ...options });
    expect(scene.writes()).toBe(0);
    const [compared, refused] = [diff, sync].map((report) => planeIn(report));
    expect(hasErrors(compared?.diagnostics ?? [])).toBe(true);
    expect(compared?.diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
    expect(compared).toEqual(refused);
    expect(diff).toMatchObject({ exitCode, failureReason: sync.failureReason });
    expect(sync.exitCode).toBe(exitCode);
  });
});
