import { renameSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import type { RunSettings } from './run.ts';
import { useScene } from './scene.ts';
import { small, smallEnvironment, smallToken } from './small-platform.ts';
import { somebody } from './somebody.ts';

const settings: RunSettings = { environment: smallEnvironment };

const scene = useScene();

describe('an object with another owner is left alone, and what makes nothing visible or allowed beside it is applied', () => {
  test.each([
    ['a platform repository', { 'konduct-owner': 'globex' }, 'another platform repository, "globex"'],
    ['kongctl', { 'KONGCTL-namespace': 'globex' }, 'kongctl, namespace "globex"'],
  ])('%s', async (_, labels, owner) => {
    const { id } = await somebody(scene.konnect, smallToken, 'POST', '/us/v2/control-planes', {
      name: 'flights-dev',
      labels,
    });
    const before = scene.saved().row('control-planes', id);
    const report = await scene.apply(settings);
    expect(report).toMatchObject({
      exitCode: 4,
      failureReason: 'refused',
      summary: { create: 3, waiting: 0, blocked: 4 },
    });
    expect(report.organizations[0]?.plan?.diagnostics).toMatchObject([
      { code: 'foreign-owner', message: expect.stringContaining(owner), at: { file: small.teams } },
    ]);
    expect(scene.saved().rows('control-planes')).toEqual([before]);
    // Nothing becomes visible while something of its environment is refused.
    expect(scene.saved().rows('publications')).toEqual([]);
  });
});

describe('an object that nobody owns', () => {
  let id: string;
  beforeEach(async () => {
    ({ id } = await somebody(scene.konnect, smallToken, 'POST', '/us/v3/portals', {
      name: 'dev',
      display_name: 'Ours',
    }));
  });

  test.each(['none', 'koctl'] as const)('is left alone with adopt: %s', async (adopt) => {
    const report = await scene.apply({ ...settings, adopt });
    expect(report).toMatchObject({ exitCode: 4, failureReason: 'refused' });
    expect(scene.saved().rows('portals')).toMatchObject([{ id, display_name: 'Ours', labels: {} }]);
  });

  test('is taken over with adopt: by-name, in one write', async () => {
    const report = await scene.apply(settings);
    expect(report).toMatchObject({ exitCode: 0, summary: { adopt: 1, create: 5 } });
    expect(scene.saved().rows('portals')).toMatchObject([
      { id, display_name: 'acme (dev)', labels: { 'konduct-owner': 'acme', 'konduct-digest': expect.any(String) } },
    ]);
    const writes = scene.konnect
      .log()
      .filter(({ method, path }) => method !== 'GET' && path.startsWith('/v3/portals/'));
    expect(writes.map(({ method }) => method)).toEqual(['PATCH']);
  });

  test('stays as it is when nothing declares it', async () => {
    const teams = await somebody(scene.konnect, smallToken, 'POST', '/global/v3/teams', { name: 'others' });
    const before = [scene.saved().row('teams', teams.id), scene.saved().row('portals', id)];
    scene.platform.edit(small.organizations, 'dev:', 'test:');
    const report = await scene.apply(settings);
    expect(report).toMatchObject({ exitCode: 0, summary: { adopt: 0, orphaned: 0 } });
    expect([scene.saved().row('teams', teams.id), scene.saved().row('portals', id)]).toEqual(before);
  });
});

test('of several APIs with one name the one of this version is taken, and the rest are named', async () => {
  const ids = new Map<string, string>();
  for (const version of ['0.9', '1.0.0', '2.0'])
    ids.set(
      version,
      (await somebody(scene.konnect, smallToken, 'POST', '/us/v3/apis', { name: 'flights-dev', version })).id,
    );
  const report = await scene.apply(settings);
  expect(report).toMatchObject({ exitCode: 0, summary: { adopt: 1 } });
  const change = report.organizations[0]?.plan?.changes.find(({ kind }) => kind === 'API');
  expect(change?.reason).toContain('2 more with the same name left alone');
  const owned = scene
    .saved()
    .rows('apis')
    .filter(({ labels }) => (labels as object) && 'konduct-owner' in (labels as object));
  expect(owned.map(({ id }) => id)).toEqual([ids.get('1.0.0')]);
});

test('what moves in the manifests keeps its object, whatever may be adopted', async () => {
  await scene.apply(settings);
  const [before] = scene.saved().rows('apis');
  scene.platform.edit(small.teams, 'acme/flights:', 'acme/airline:');
  renameSync(
    scene.platform.path('konnect/acme/envs/dev/teams/flights/services/acme/flights'),
    scene.platform.path('konnect/acme/envs/dev/teams/flights/services/acme/airline'),
  );
  const report = await scene.apply({ ...settings, adopt: 'none' });
  expect(report).toMatchObject({ exitCode: 0, summary: { create: 0, update: 1, adopt: 0, orphaned: 0 } });
  expect(scene.saved().rows('apis')).toMatchObject([{ id: before?.id, name: 'flights-dev' }]);
});

test('a key that is renamed keeps its objects, and so does one that people say was renamed', async () => {
  await scene.apply(settings);
  const [before] = scene.saved().rows('control-planes');
  scene.platform.edit(small.teams, '  flights:\n', '  planes:\n');
  const report = await scene.apply(settings);
  expect(report.summary).toMatchObject({ create: 0, delete: 0, orphaned: 0 });
  expect(scene.saved().rows('control-planes')).toMatchObject([{ id: before?.id, name: 'planes-dev' }]);
  expect(scene.saved().names('teams')).toEqual(['planes']);
});

test('what nothing declares any more is counted and stays', async () => {
  await scene.apply(settings);
  // Another team with a service of its own: not the old one under a new name.
  scene.platform.edit(small.teams, '  flights:\n', '  planes:\n');
  scene.platform.edit(small.teams, 'acme/flights:\n        name: flights', 'acme/hangars:\n        name: hangars');
  const report = await scene.apply(settings);
  const orphans = report.organizations[0]?.plan?.orphans.map(({ kind, name }) => `${kind} ${name}`);
  expect(orphans).toEqual([
    'APIPublication flights-dev on dev',
    'TeamRole Admin: flights on flights-dev',
    'API flights-dev',
    'ControlPlane flights-dev',
    'Team flights',
  ]);
  expect(report.summary).toMatchObject({ delete: 0, orphaned: 5 });
  expect(scene.saved().names('control-planes')).toEqual(['flights-dev', 'planes-dev']);
});

test('what somebody changed or deleted by hand is put right', async () => {
  await scene.apply(settings);
  const rest = await scene.plan(settings);
  expect(rest.summary).toMatchObject({ create: 0, update: 0, none: 6 });
  const [portal] = scene.saved().rows('portals');
  const [api] = scene.saved().rows('apis');
  await somebody(scene.konnect, smallToken, 'PATCH', `/us/v3/portals/${portal?.id}`, { display_name: 'By hand' });
  await somebody(scene.konnect, smallToken, 'DELETE', `/us/v3/apis/${api?.id}`);
  const report = await scene.apply(settings);
  expect(report).toMatchObject({ exitCode: 0, summary: { create: 2, update: 1, none: 3 } });
  expect(scene.saved().rows('portals')).toMatchObject([{ display_name: 'acme (dev)' }]);
  expect(scene.saved().names('apis')).toEqual(['flights-dev']);
});
