import { UserError } from '@konduct/core/diagnostic/user-error';
import { describe, expect, test } from 'vitest';
import { type RunSettings, runMode } from './run.ts';
import { useScene } from './scene.ts';
import { small, smallEnvironment, smallToken } from './small-platform.ts';
import { somebody } from './somebody.ts';
import { writesOf } from './write-fault.ts';

const settings: RunSettings = { environment: smallEnvironment };

const scene = useScene();

/** Objects made by people: a portal without an owner, and a team with a member. */
async function byHand(): Promise<void> {
  await somebody(scene.konnect, smallToken, 'POST', '/us/v3/portals', { name: 'partners' });
  await somebody(scene.konnect, smallToken, 'POST', '/global/v3/teams', { name: 'guests' });
}

describe('destroy', () => {
  const destroy = { ...settings, organizations: ['acme'], confirm: 'acme' };

  test('leaves what an organization had before, and nothing of ours', async () => {
    await byHand();
    const before = scene.saved().content();
    await scene.apply(settings);
    const report = await runMode('destroy', scene.platform, scene.konnect, destroy);
    expect(report).toMatchObject({ mode: 'destroy', exitCode: 0, summary: { create: 0, update: 0, waiting: 0 } });
    expect(scene.saved().content()).toEqual(before);
    const again = await runMode('destroy', scene.platform, scene.konnect, destroy);
    expect(again.summary).toMatchObject({ delete: 0 });
  });

  test.each([
    ['without the name once more', { organizations: ['acme'] }],
    ['with another name', { organizations: ['acme'], confirm: 'globex' }],
    ['of no organization in particular', { confirm: 'acme' }],
  ])('%s is refused before anything is read', async (_, options) => {
    await expect(runMode('destroy', scene.platform, scene.konnect, { ...settings, ...options })).rejects.toThrow(
      UserError,
    );
    expect(scene.konnect.stats().calls).toBe(0);
  });

  test('of an environment takes that alone, and one whose name begins alike stays', async () => {
    scene.platform.edit(small.organizations, 'dev:\n', 'dev:\n        type: DEV\n        region: us\n      dev-2:\n');
    await scene.apply(settings);
    const report = await runMode('destroy', scene.platform, scene.konnect, { ...destroy, environments: ['dev'] });
    expect(report.exitCode).toBe(0);
    expect(scene.saved().names('portals')).toEqual(['dev-2']);
    expect(scene.saved().names('control-planes')).toEqual(['flights-dev-2']);
    expect(scene.saved().names('teams')).toEqual(['flights']);
  });

  test('of an organization that no manifest declares needs its owner and token alone', async () => {
    await byHand();
    const before = scene.saved().content();
    await scene.apply(settings);
    const undeclared = { ...destroy, owner: 'acme', accessTokenVariable: 'ACME_TOKEN', config: 'nowhere' };
    await expect(
      runMode('destroy', scene.platform, scene.konnect, { ...undeclared, environments: ['dev'] }),
    ).rejects.toThrow(UserError);
    expect((await runMode('destroy', scene.platform, scene.konnect, undeclared)).exitCode).toBe(0);
    expect(scene.saved().content()).toEqual(before);
  });

  test('stops at what is protected', async () => {
    scene.platform.edit(
      small.organizations,
      '        type: DEV',
      '        deletion-protection: true\n        type: DEV',
    );
    await scene.apply(settings);
    const report = await runMode('destroy', scene.platform, scene.konnect, destroy);
    expect(report).toMatchObject({ exitCode: 4, failureReason: 'refused' });
    expect(scene.saved().names('apis')).toEqual(['flights-dev']);
    expect(scene.saved().names('portals')).toEqual(['dev']);
  });
});

describe('release and adopt', () => {
  test('release takes our labels off and changes nothing else; adopt writes them back', async () => {
    await scene.apply(settings);
    const before = scene.saved().content();
    expect((await runMode('release', scene.platform, scene.konnect, settings)).exitCode).toBe(0);
    for (const table of ['teams', 'portals', 'control-planes', 'apis'])
      for (const { labels } of scene.saved().rows(table))
        expect(Object.keys(labels ?? {})).not.toContain('konduct-owner');

    expect((await runMode('adopt', scene.platform, scene.konnect, settings)).exitCode).toBe(0);
    const rest = await scene.plan(settings);
    expect(rest.summary).toMatchObject({ create: 0, update: 0, adopt: 0, orphaned: 0 });
    expect(scene.saved().content()).toEqual(before);
  });

  test('adopt changes no field, however much one differs', async () => {
    const { id } = await somebody(scene.konnect, smallToken, 'POST', '/us/v3/portals', {
      name: 'dev',
      display_name: 'Partners',
      default_api_visibility: 'private',
    });
    expect((await runMode('adopt', scene.platform, scene.konnect, settings)).exitCode).toBe(0);
    expect(scene.saved().row('portals', id)).toMatchObject({
      display_name: 'Partners',
      labels: { 'konduct-owner': 'acme' },
    });
    expect(scene.saved().names('apis')).toEqual([]);
  });
});

describe('somebody who is asked', () => {
  test('and says no changes nothing', async () => {
    const asked: number[] = [];
    const approve = async (question: { readonly summary: { readonly create: number } }) => {
      asked.push(question.summary.create);
      return false;
    };
    const report = await scene.apply({ ...settings, approve });
    expect(report).toMatchObject({ exitCode: 1, failureReason: 'declined' });
    expect(asked).toEqual([6]);
    expect(writesOf(scene.konnect)).toEqual([]);
  });

  test('is not asked where there is nothing to do, and yes carries it out', async () => {
    const approve = async () => true;
    expect((await scene.apply({ ...settings, approve })).exitCode).toBe(0);
    const never = async (): Promise<boolean> => {
      throw new Error('nobody is to be asked');
    };
    expect((await scene.apply({ ...settings, approve: never })).exitCode).toBe(0);
  });
});

test('two organizations of the manifests that are one in Konnect are refused by name, whichever a run is about', async () => {
  scene.platform.edit(
    small.organizations,
    'organizations:\n',
    'organizations:\n  globex:\n    access-token: {type: env, value: ACME_TOKEN}\n    environments: {tst: {type: DEV, region: eu}}\n',
  );
  for (const organizations of [[], ['acme'], ['globex']]) {
    const run = scene.apply({ ...settings, organizations });
    await expect(run).rejects.toMatchObject({
      diagnostics: [{ code: 'organization-shared', message: 'globex and acme are one organization in Konnect' }],
    });
  }
  expect(writesOf(scene.konnect)).toEqual([]);
});

test('names that a platform had before are its own', async () => {
  await scene.apply(settings);
  scene.platform.edit(small.platform, 'name: acme', 'name: acme-air\n  previous-names: [acme]');
  const report = await scene.apply({ ...settings, adopt: 'none' });
  expect(report).toMatchObject({ exitCode: 0, summary: { create: 0, adopt: 0, orphaned: 0 } });
  for (const { labels } of scene.saved().rows('portals')) expect(labels).toMatchObject({ 'konduct-owner': 'acme-air' });
});
