import { renameSync } from 'node:fs';
import type { Simulator } from '@konduct/simulator/simulator';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startKonnect } from './konnect.ts';
import type { PlatformDirectory } from './platform-directory.ts';
import { apply, plan, type RunSettings } from './run.ts';
import { SavedState } from './saved-state.ts';
import { createSmallPlatform, small, smallEnvironment, smallToken } from './small-platform.ts';
import { somebody } from './somebody.ts';

const settings: RunSettings = { environment: smallEnvironment };

let platform: PlatformDirectory;
let konnect: Simulator;

beforeEach(async () => {
  platform = createSmallPlatform();
  konnect = await startKonnect();
});
afterEach(async () => {
  await konnect.close();
  platform.remove();
});

function saved(): SavedState {
  return new SavedState(konnect.state(), smallToken);
}

describe('an object with another owner is left alone, and what makes nothing visible or allowed beside it is applied', () => {
  test.each([
    ['a platform repository', { 'konduct-owner': 'globex' }, 'another platform repository, "globex"'],
    ['kongctl', { 'KONGCTL-namespace': 'globex' }, 'kongctl, namespace "globex"'],
  ])('%s', async (_, labels, owner) => {
    const { id } = await somebody(konnect, smallToken, 'POST', '/us/v2/control-planes', {
      name: 'flights-dev',
      labels,
    });
    const before = saved().row('control-planes', id);
    const report = await apply(platform, konnect, settings);
    expect(report).toMatchObject({
      exitCode: 4,
      failureReason: 'refused',
      summary: { create: 3, waiting: 0, blocked: 4 },
    });
    expect(report.organizations[0]?.plan?.diagnostics).toMatchObject([
      { code: 'foreign-owner', message: expect.stringContaining(owner), at: { file: small.teams } },
    ]);
    expect(saved().rows('control-planes')).toEqual([before]);
    // No API becomes visible while an object of its environment is refused.
    expect(saved().rows('publications')).toEqual([]);
  });
});

describe('an object that nobody owns', () => {
  let id: string;
  beforeEach(async () => {
    ({ id } = await somebody(konnect, smallToken, 'POST', '/us/v3/portals', { name: 'dev', display_name: 'Ours' }));
  });

  test.each(['none', 'koctl'] as const)('is left alone with adopt: %s', async (adopt) => {
    const report = await apply(platform, konnect, { ...settings, adopt });
    expect(report).toMatchObject({ exitCode: 4, failureReason: 'refused' });
    expect(saved().rows('portals')).toMatchObject([{ id, display_name: 'Ours', labels: {} }]);
  });

  test('is taken over with adopt: by-name, in one write', async () => {
    const report = await apply(platform, konnect, settings);
    expect(report).toMatchObject({ exitCode: 0, summary: { adopt: 1, create: 5 } });
    expect(saved().rows('portals')).toMatchObject([
      { id, display_name: 'acme (dev)', labels: { 'konduct-owner': 'acme', 'konduct-digest': expect.any(String) } },
    ]);
    const writes = konnect.log().filter(({ method, path }) => method !== 'GET' && path.startsWith('/v3/portals/'));
    expect(writes.map(({ method }) => method)).toEqual(['PATCH']);
  });

  test('stays as it is when nothing declares it', async () => {
    const teams = await somebody(konnect, smallToken, 'POST', '/global/v3/teams', { name: 'others' });
    const before = [saved().row('teams', teams.id), saved().row('portals', id)];
    platform.edit(small.organizations, 'dev:', 'test:');
    const report = await apply(platform, konnect, settings);
    expect(report).toMatchObject({ exitCode: 0, summary: { adopt: 0, orphaned: 0 } });
    expect([saved().row('teams', teams.id), saved().row('portals', id)]).toEqual(before);
  });
});

test('of several APIs with one name the one of this version is taken, and the rest are named', async () => {
  const ids = new Map<string, string>();
  for (const version of ['0.9', '1.0.0', '2.0'])
    ids.set(version, (await somebody(konnect, smallToken, 'POST', '/us/v3/apis', { name: 'flights-dev', version })).id);
  const report = await apply(platform, konnect, settings);
  expect(report).toMatchObject({ exitCode: 0, summary: { adopt: 1 } });
  const change = report.organizations[0]?.plan?.changes.find(({ kind }) => kind === 'API');
  expect(change?.reason).toContain('2 more with the same name left alone');
  const owned = saved()
    .rows('apis')
    .filter(({ labels }) => (labels as object) && 'konduct-owner' in (labels as object));
  expect(owned.map(({ id }) => id)).toEqual([ids.get('1.0.0')]);
});

test('what moves in the manifests keeps its object, whatever may be adopted', async () => {
  await apply(platform, konnect, settings);
  const [before] = saved().rows('apis');
  platform.edit(small.teams, 'acme/flights:', 'acme/airline:');
  renameSync(
    platform.path('konnect/acme/envs/dev/teams/flights/services/acme/flights'),
    platform.path('konnect/acme/envs/dev/teams/flights/services/acme/airline'),
  );
  const report = await apply(platform, konnect, { ...settings, adopt: 'none' });
  expect(report).toMatchObject({ exitCode: 0, summary: { create: 0, update: 1, adopt: 0, orphaned: 0 } });
  expect(saved().rows('apis')).toMatchObject([{ id: before?.id, name: 'flights-dev' }]);
});

test('a key that is renamed keeps its objects, and so does one that people say was renamed', async () => {
  await apply(platform, konnect, settings);
  const [before] = saved().rows('control-planes');
  platform.edit(small.teams, '  flights:\n', '  planes:\n');
  const report = await apply(platform, konnect, settings);
  expect(report.summary).toMatchObject({ create: 0, delete: 0, orphaned: 0 });
  expect(saved().rows('control-planes')).toMatchObject([{ id: before?.id, name: 'planes-dev' }]);
  expect(saved().names('teams')).toEqual(['planes']);
});

test('what nothing declares any more is counted and stays', async () => {
  await apply(platform, konnect, settings);
  // Another team with its own service, and not the old team under a new name.
  platform.edit(small.teams, '  flights:\n', '  planes:\n');
  platform.edit(small.teams, 'acme/flights:\n        name: flights', 'acme/hangars:\n        name: hangars');
  const report = await apply(platform, konnect, settings);
  const orphans = report.organizations[0]?.plan?.orphans.map(({ kind, name }) => `${kind} ${name}`);
  expect(orphans).toEqual([
    'APIPublication flights-dev on dev',
    'TeamRole Admin: flights on flights-dev',
    'API flights-dev',
    'ControlPlane flights-dev',
    'Team flights',
  ]);
  expect(report.summary).toMatchObject({ delete: 0, orphaned: 5 });
  expect(saved().names('control-planes')).toEqual(['flights-dev', 'planes-dev']);
});

test('what somebody changed or deleted by hand is put right', async () => {
  await apply(platform, konnect, settings);
  const rest = await plan(platform, konnect, settings);
  expect(rest.summary).toMatchObject({ create: 0, update: 0, none: 6 });
  const [portal] = saved().rows('portals');
  const [api] = saved().rows('apis');
  await somebody(konnect, smallToken, 'PATCH', `/us/v3/portals/${portal?.id}`, { display_name: 'By hand' });
  await somebody(konnect, smallToken, 'DELETE', `/us/v3/apis/${api?.id}`);
  const report = await apply(platform, konnect, settings);
  expect(report).toMatchObject({ exitCode: 0, summary: { create: 2, update: 1, none: 3 } });
  expect(saved().rows('portals')).toMatchObject([{ display_name: 'acme (dev)' }]);
  expect(saved().names('apis')).toEqual(['flights-dev']);
});
