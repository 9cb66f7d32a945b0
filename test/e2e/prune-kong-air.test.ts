import { beforeEach, describe, expect, test } from 'vitest';
import { copyExample, exampleEnvironment, exampleToken } from './example.ts';
import { putMissingGatewayServices, removeGatewayServices } from './gateway.ts';
import { changes } from './kong-air-changes.ts';
import { startKonnect } from './konnect.ts';
import type { PlatformDirectory } from './platform-directory.ts';
import {
  applyWithGateways,
  contentWithoutPeople,
  deletedTables,
  deletionsOf,
  orphansOf,
  planOf,
  shownDeletion,
} from './pruning.ts';
import type { RunSettings } from './run.ts';
import { useScene } from './scene.ts';
import { writesOf } from './write-fault.ts';

/** The control planes that serve the example's APIs by its decK files. */
const gateways = {
  'bookings-dev': 'passenger-services-dev',
  bookings: 'passenger-services-prd',
  'customers-dev': 'passenger-services-dev',
  customers: 'passenger-services-prd',
  'destinations-dev': 'network-planning-dev',
  destinations: 'network-planning-prd',
  'flights-dev': 'network-planning-dev',
  flights: 'network-planning-prd',
};

type Gateways = Readonly<Record<string, string>>;

function without(names: readonly string[]): Gateways {
  return Object.fromEntries(Object.entries(gateways).filter(([api]) => !names.includes(api)));
}

interface Scenario {
  readonly change: (platform: PlatformDirectory) => void;
  /** The gateways after the change, as deck-sync leaves them. */
  readonly after: Gateways;
}

const scenarios: Readonly<Record<string, Scenario>> = {
  'remove a user': { change: changes.removeUser, after: gateways },
  'remove the last user': { change: changes.removeLastUser, after: gateways },
  'remove a service': { change: changes.removeService, after: without(['flights', 'flights-dev']) },
  'remove a team': {
    change: changes.removeTeam,
    after: without(['flights', 'flights-dev', 'destinations', 'destinations-dev']),
  },
  'remove an environment': {
    change: changes.removeEnvironment,
    after: without(['flights', 'destinations', 'bookings', 'customers']),
  },
  'leave the only region': { change: changes.moveToRegion, after: gateways },
  'change the role of teams': { change: changes.changeTeamRole, after: gateways },
  'publish an API no longer': { change: changes.unpublish, after: gateways },
  'publish an API privately': { change: changes.publishPrivately, after: gateways },
  'move a service to another team': {
    change: changes.moveService,
    after: { ...gateways, 'flights-dev': 'passenger-services-dev', flights: 'passenger-services-prd' },
  },
};

/** Whole organizations are deleted here, so that the limit on deletions is lifted. */
const settings: RunSettings = { environment: exampleEnvironment, allowDeletes: true };
const isGrant = (line: string) => /^(TeamRole|TeamUser|APIPublication) /.test(line);

/** The order of deletions: access first, and links before the objects that they join. */
const stages = [
  ['publications', 'assigned-roles', 'users'],
  ['implementations'],
  ['teams', 'portals', 'apis', 'control-planes'],
];

function expectReverseOrder(order: readonly string[]): void {
  const stageOf = (table: string): number => stages.findIndex((tables) => tables.includes(table));
  expect(order.map(stageOf)).toEqual(order.map(stageOf).sort());
  expect(order.filter((table) => stageOf(table) < 0)).toEqual([]);
}

const scene = useScene(copyExample);
beforeEach(async () => {
  await applyWithGateways(
    { platform: scene.platform, konnect: scene.konnect, token: exampleToken, environment: exampleEnvironment },
    gateways,
  );
  scene.konnect.resetLog();
});

describe.each(Object.entries(scenarios))('%s', (name, { change, after }) => {
  test('prune: all deletes exactly that, and leaves what a fresh apply makes', async () => {
    change(scene.platform);
    const planned = await scene.plan({ ...settings, prune: 'all' });
    expect(planned).toMatchObject({ exitCode: 0, summary: { orphaned: 0, blocked: 0 } });
    expect(writesOf(scene.konnect)).toEqual([]);
    // decK takes its services out of control planes that stay, and brings them to those that are new.
    await removeGatewayServices(scene.konnect, exampleToken, (api, plane) => after[api] === plane);
    scene.konnect.resetLog();
    const applied = await scene.apply({ ...settings, prune: 'all' });
    expect(applied).toMatchObject({ exitCode: 0, summary: { delete: planned.summary.delete } });
    const order = deletedTables(scene.konnect);
    expect(order).toHaveLength(deletionsOf(planned).length);
    expectReverseOrder(order);
    await expect(`${deletionsOf(planned).join('\n')}\n`).toMatchFileSnapshot(
      `golden/prune/${name.replaceAll(' ', '-')}.txt`,
    );

    await putMissingGatewayServices(scene.konnect, exampleToken, after);
    expect(await scene.apply({ ...settings, prune: 'all' })).toMatchObject({ exitCode: 0 });
    const rest = await scene.plan({ ...settings, prune: 'all', detailedExitCode: true });
    expect(rest).toMatchObject({ exitCode: 0, summary: { waiting: 0, orphaned: 0, delete: 0 } });

    const fresh = await startKonnect();
    await applyWithGateways(
      { platform: scene.platform, konnect: fresh, token: exampleToken, environment: exampleEnvironment },
      after,
    );
    expect(contentWithoutPeople(scene.konnect, exampleToken)).toEqual(contentWithoutPeople(fresh, exampleToken));
    await fresh.close();
  });

  test('prune: off deletes nothing and tells the same', async () => {
    change(scene.platform);
    const all = deletionsOf(await scene.plan({ ...settings, prune: 'all' }));
    const planned = await scene.plan(settings);
    expect(orphansOf(planned).sort()).toEqual([...all].sort());
    expect(planned.summary).toMatchObject({ delete: 0, orphaned: all.length });
    const access = planOf(planned).diagnostics.filter(({ code }) => code === 'access-orphaned');
    expect(access.map(({ severity }) => severity)).toEqual(all.some(isGrant) ? ['warning'] : []);
    const applied = await scene.apply(settings);
    expect(applied).toMatchObject({ exitCode: 0, summary: { orphaned: all.length } });
    expect(deletedTables(scene.konnect)).toEqual([]);
    const again = await scene.plan(settings);
    expect(orphansOf(again).sort()).toEqual([...all].sort());
  });

  test('prune: access takes away only access', async () => {
    change(scene.platform);
    const all = deletionsOf(await scene.plan({ ...settings, prune: 'all' }));
    const applied = await scene.apply({ ...settings, prune: 'access' });
    expect(applied).toMatchObject({ exitCode: 0 });
    expect(deletionsOf(applied).sort()).toEqual(all.filter(isGrant).sort());
    expect(orphansOf(applied).sort()).toEqual(all.filter((line) => !isGrant(line)).sort());
    expect(deletedTables(scene.konnect)).toHaveLength(all.filter(isGrant).length);
    const rest = planOf(await scene.plan({ ...settings, prune: 'all' }));
    const left = rest.changes.filter(({ action }) => action === 'delete').map(shownDeletion);
    expect(left.filter(isGrant)).toEqual([]);
  });
});
