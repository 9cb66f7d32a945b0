import { readFileSync } from 'node:fs';
import path from 'node:path';
import { renderText } from '@konduct/core/report/text/run';
import type { RunReport } from '@konduct/core/run/reconciliation';
import { describe, expect, test } from 'vitest';
import { applyWithGateways, deletedTables, deletionsOf, orphansOf, planOf } from './pruning.ts';
import { createRemovalPlatform, seatsService } from './removal-platform.ts';
import type { RunSettings } from './run.ts';
import { useScene } from './scene.ts';
import { small, smallEnvironment, smallToken } from './small-platform.ts';
import { somebody } from './somebody.ts';
import { writesOf } from './write-fault.ts';

const settings: RunSettings = { environment: smallEnvironment };
const all: RunSettings = { ...settings, prune: 'all' };

const plain = { color: false };

const scene = useScene(createRemovalPlatform);

function rows(table: string) {
  return scene.saved().rows(table);
}

function idOf(table: string, name: string): string {
  const row = rows(table).find((candidate) => candidate.name === name);
  if (!row) throw new Error(`${table} has no ${name}`);
  return row.id;
}

function verdict(report: RunReport): string {
  return renderText(report, plain).trimEnd().split('\n').at(-1) ?? '';
}

/** The findings of a run with a code, except errors. */
function told(report: RunReport, code: string) {
  return planOf(report).diagnostics.filter((found) => found.code === code);
}

const environmentTypes = path.resolve(
  import.meta.dirname,
  '../../packages/core/manifest/builtin/environment-types.yaml',
);

const elsewhere = `      far:
        type: DEV
        region: eu
`;

describe('what was not searched is not vouched for', () => {
  test('a region that no manifest names any more is searched where a role of ours leads there', async () => {
    scene.platform.write(small.organizations, scene.platform.read(small.organizations) + elsewhere);
    await scene.apply(settings);
    scene.platform.edit(small.organizations, elsewhere, '');
    const planned = await scene.plan(settings);
    expect(orphansOf(planned)).toEqual([
      expect.stringContaining('TeamRole Admin: flights on flights-far'),
      expect.stringContaining('ControlPlane flights-far'),
      expect.stringContaining('Portal far'),
    ]);
    expect(told(planned, 'access-orphaned')).toHaveLength(1);
    expect(planOf(planned).extent).toEqual({ type: 'regions', regions: ['us', 'eu'] });
  });

  test('an organization without environments is searched everywhere', async () => {
    await scene.apply(settings);
    scene.platform.write(
      small.organizations,
      scene.platform.read(small.organizations).replace(/environments:[\s\S]*$/, 'environments: {}\n'),
    );
    const planned = await scene.plan(settings);
    expect(orphansOf(planned).filter((line) => line.startsWith('Portal'))).toHaveLength(2);
    expect(planOf(planned).extent).toEqual({ type: 'everything' });
  });

  test('the verdict names the regions, or the part', async () => {
    scene.platform.edit(small.teams, 'users: [ada@acme.example, bob@acme.example]', 'users: []');
    scene.platform.write(small.organizations, scene.platform.read(small.organizations).replace(/ {6}stg:[\s\S]*$/, ''));
    await applyWithGateways(
      { platform: scene.platform, konnect: scene.konnect, token: smallToken, environment: smallEnvironment },
      { 'flights-dev': 'flights-dev', 'seats-dev': 'flights-dev' },
    );
    expect(verdict(await scene.plan(settings))).toContain(
      'Konnect is as the manifests say in us; no other region was searched.',
    );
    expect(verdict(await scene.plan(all))).toMatch(/Konnect is as the manifests say\.$/);
    expect(verdict(await scene.plan({ ...all, environments: ['dev'] }))).toContain(
      'Konnect is as the manifests say in the part that this run is about.',
    );
  });
});

describe('a list that leaves something out takes nothing from anybody', () => {
  test('a role on what the token must not see in lists is left alone', async () => {
    await scene.apply(all);
    scene.konnect.faults({ method: 'POST', path: '/v2/control-planes', times: 1, lag: { lists: 1000 } });
    const plane = await somebody(scene.konnect, smallToken, 'POST', '/us/v2/control-planes', { name: 'of-others' });
    const team = idOf('teams', 'flights');
    const role = { role_name: 'Viewer', entity_id: plane.id, entity_type_name: 'Control Planes', entity_region: 'us' };
    await somebody(scene.konnect, smallToken, 'POST', `/global/v3/teams/${team}/assigned-roles`, role);
    const planned = await scene.plan(all);
    expect(deletionsOf(planned)).toEqual([]);
    expect(orphansOf(planned)).toEqual([]);
    // Once it is deleted, the role leads nowhere and goes.
    await somebody(scene.konnect, smallToken, 'DELETE', `/us/v2/control-planes/${plane.id}`);
    expect(deletionsOf(await scene.plan(all))).toEqual([
      expect.stringContaining(`TeamRole Viewer: flights on ControlPlane ${plane.id}`),
    ]);
  });
});

describe('a part of a platform', () => {
  test('of a service that is gone, its publication goes in a run about its environment', async () => {
    await scene.apply(all);
    scene.platform.edit(small.teams, seatsService, '');
    const planned = await scene.plan({ ...all, environments: ['dev'] });
    expect(deletionsOf(planned)).toEqual([
      expect.stringContaining('APIPublication seats-dev on dev'),
      expect.stringContaining('API seats-dev'),
    ]);
    const access = await scene.plan({ ...settings, prune: 'access', environments: ['dev'] });
    expect(deletionsOf(access)).toEqual([expect.stringContaining('APIPublication seats-dev on dev')]);
  });

  test('what it leaves to a run about the whole is not said to go with prune', async () => {
    await scene.apply(all);
    scene.platform.edit(small.teams, seatsService, '');
    scene.platform.write(small.organizations, scene.platform.read(small.organizations).replace(/ {6}stg:[\s\S]*$/, ''));
    const text = renderText(await scene.plan({ ...all, environments: ['dev'] }), plain);
    expect(text).toContain(
      'A run without `environments` and `level`, with `prune: all` (`--prune all`), deletes what this one is not about.',
    );
    expect(text).not.toContain('Delete them with `prune: all`');
  });
});

test('the links of what is taken over are left to the next run, which is no failure', async () => {
  const { id: team } = await somebody(scene.konnect, smallToken, 'POST', '/global/v3/teams', { name: 'flights' });
  await somebody(scene.konnect, smallToken, 'POST', '/global/v3/invites', { email: 'old@acme.example' });
  const user = rows('users').find(({ email }) => email === 'old@acme.example');
  await somebody(scene.konnect, smallToken, 'POST', `/global/v3/teams/${team}/users`, { id: user?.id ?? '' });
  const applied = await scene.apply(all);
  expect(applied).toMatchObject({ exitCode: 0, summary: { orphaned: 1 } });
  expect(applied.organizations[0]?.verification).toMatchObject({ ok: true, summary: { delete: 1 } });
  expect(verdict(applied)).toContain('What was applied is verified. Planned again, this is left: 1 to delete');
  expect(await scene.apply(all)).toMatchObject({ exitCode: 0, summary: { delete: 1 } });
});

test('what leads to an object that is made anew goes and comes back with it, and nobody gets or loses anything', async () => {
  const gateways = { 'flights-dev': 'flights-dev', 'seats-dev': 'flights-dev' };
  const stage = { platform: scene.platform, konnect: scene.konnect, token: smallToken, environment: smallEnvironment };
  await applyWithGateways(stage, gateways);
  scene.platform.write(
    small.platform,
    scene.platform.read(small.platform) +
      readFileSync(environmentTypes, 'utf8').replace('CLUSTER_TYPE_SERVERLESS', 'CLUSTER_TYPE_K8S_INGRESS_CONTROLLER'),
  );
  const asked: RunSettings = { ...settings, replace: true };
  const planned = await scene.plan(asked);
  expect(planOf(planned).orphans).toEqual([]);
  expect(told(planned, 'access-orphaned')).toEqual([]);
  const text = renderText(planned, plain);
  expect(text).not.toMatch(/(gets|loses) the role/);
  const applied = await scene.apply(asked);
  expect(applied).toMatchObject({ exitCode: 0 });
  expect(applied.organizations[0]?.verification).toMatchObject({ ok: true, summary: { delete: 0 } });
  expect(rows('assigned-roles')).toHaveLength(2);
  expect(rows('implementations')).toHaveLength(0);
});

describe('an identity provider that decides who is in a team', () => {
  test('neither adds nor removes members, and is told of', async () => {
    await scene.apply(all);
    const provider = await somebody(scene.konnect, smallToken, 'POST', '/global/v3/identity-providers', {
      type: 'oidc',
      enabled: true,
      login_path: 'acme',
      config: { issuer_url: 'https://idp.acme.example', client_id: 'konnect', client_secret: 'hidden' },
    });
    const team_id = idOf('teams', 'flights');
    const mapping = { team_id, group: 'crew' };
    await somebody(
      scene.konnect,
      smallToken,
      'POST',
      `/global/v3/identity-providers/${provider.id}/team-group-mappings`,
      mapping,
    );
    scene.platform.edit(small.teams, 'bob@acme.example', 'eve@acme.example');
    const planned = await scene.plan(all);
    expect(told(planned, 'link-yielded').map(({ message }) => message)).toEqual([
      'The manifests do not decide about the members of team flights, because groups of an identity provider are mapped to the team; not added: eve@acme.example in flights, not removed: bob@acme.example in flights',
    ]);
    scene.konnect.resetLog();
    await scene.apply(all);
    expect(writesOf(scene.konnect).filter(({ path }) => path.includes('/users'))).toEqual([]);
  });
});

describe('people who protect something in Konnect', () => {
  test.each(['true', 'True', 'yes'])('with the label konduct-protected: %s', async (value) => {
    await scene.apply(all);
    const api = idOf('apis', 'seats-dev');
    const labels = rows('apis').find(({ id }) => id === api)?.labels;
    await somebody(scene.konnect, smallToken, 'PATCH', `/us/v3/apis/${api}`, {
      labels: { ...(labels as object), 'konduct-protected': value },
    });
    scene.platform.edit(small.teams, seatsService, '');
    const planned = await scene.plan(all);
    const refusals = told(planned, 'deletion-protected');
    expect(refusals).toHaveLength(1);
    expect(refusals[0]?.fix).toContain('konduct-protected');
    scene.konnect.resetLog();
    expect(await scene.apply(all)).toMatchObject({ exitCode: 4 });
    expect(deletedTables(scene.konnect)).toEqual([]);
  });

  test('after the plan was made: the object is looked at once more', async () => {
    await scene.apply(all);
    scene.platform.edit(small.teams, seatsService, '');
    const api = rows('apis').find(({ name }) => name === 'seats-dev');
    const approve = async () => {
      const labels = { ...(api?.labels as object), 'konduct-protected': 'true' };
      await somebody(scene.konnect, smallToken, 'PATCH', `/us/v3/apis/${api?.id}`, { labels });
      return true;
    };
    const applied = await scene.apply({ ...all, approve, lock: false });
    expect(applied.exitCode).toBe(5);
    expect(rows('apis').map(({ name }) => name)).toContain('seats-dev');
  });
});

test('so much access at once is counted apart from objects, and refused', async () => {
  const users = Array.from({ length: 12 }, (_, index) => `u${index}@acme.example`);
  scene.platform.edit(small.teams, 'users: [ada@acme.example, bob@acme.example]', `users: [${users.join(', ')}]`);
  await scene.apply(all);
  scene.platform.edit(small.teams, `users: [${users.join(', ')}]`, 'users: []');
  scene.konnect.resetLog();
  const applied = await scene.apply({ ...settings, prune: 'access' });
  expect(applied).toMatchObject({ exitCode: 4, failureReason: 'refused' });
  expect(told(applied, 'delete-guard').map(({ message }) => message)).toEqual([
    expect.stringContaining('12 roles, memberships and publications of acme would be withdrawn'),
  ]);
  expect(writesOf(scene.konnect)).toEqual([]);
  const allowed = await scene.apply({ ...settings, prune: 'access', allowDeletes: true });
  expect(allowed).toMatchObject({ exitCode: 0, summary: { delete: 12 } });
});

test('an entry of `moved` that has nothing left to move is noted', async () => {
  await scene.apply(all);
  scene.platform.write(
    small.teams,
    `${scene.platform.read(small.teams)}moved:\n  - from: teams/planes\n    to: teams/flights\n`,
  );
  const planned = await scene.plan(all);
  expect(told(planned, 'moved-idle')).toMatchObject([{ severity: 'note', at: { file: small.teams } }]);
});

test('an object that takes the name of one that goes comes after it', async () => {
  await scene.apply(all);
  scene.platform.edit(small.teams, seatsService, '');
  scene.platform.edit(small.teams, 'name: flights\n', 'name: seats\n');
  const planned = await scene.plan(all);
  expect(planned).toMatchObject({ exitCode: 0 });
  const applied = await scene.apply(all);
  expect(applied).toMatchObject({ exitCode: 0 });
  expect(rows('apis').map(({ name }) => name)).toEqual(['seats-dev']);
  expect(deletedTables(scene.konnect)).toEqual(['publications', 'apis']);
});

test('koctl that still writes beside us is told of once', async () => {
  await scene.apply(all);
  expect(told(await scene.plan(all), 'koctl-writes')).toEqual([]);
  const koctl = { 'ko-konnect-orchestrator': 'true', 'env-name': 'dev' };
  const api = rows('apis').find(({ name }) => name === 'seats-dev');
  const gone = Object.fromEntries(Object.keys(api?.labels as object).map((name) => [name, null]));
  await somebody(scene.konnect, smallToken, 'PATCH', `/us/v3/apis/${api?.id}`, { labels: { ...gone, ...koctl } });
  const planned = await scene.plan(all);
  expect(told(planned, 'koctl-writes').map(({ message }) => message)).toEqual([
    'koctl still writes to acme, and takes labels away and sets fields back: API seats-dev',
  ]);
});
