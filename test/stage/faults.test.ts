import { execFileSync } from 'node:child_process';
import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Secret } from '@konduct/core/secret/secret';
import { expect, test } from 'vitest';
import { useScene } from './scene.ts';
import { folderOf, manifests, smallPlatform } from './small-platform.ts';
import { codes, environments, outcomes, specification, stagingBranch } from './world.ts';

const scene = useScene();

const dev = stagingBranch('dev');

test('a repository that is gone holds nobody up, keeps what it had, and comes back', async () => {
  const { repository } = smallPlatform(scene.world);
  await scene.world.stage();
  const { directory } = repository('flights');
  renameSync(directory, `${directory}.away`);
  repository('routes').commit('dev', { 'openapi.yaml': specification('routes, newer') });
  const report = await scene.world.stage();
  expect(codes(report)).toEqual(['repository-unavailable', 'repository-unavailable']);
  expect(report).toMatchObject({ exitCode: 5, failureReason: 'partly-staged' });
  expect(environments(report)).toMatchObject({ dev: 'updated' });
  // What was waiting on the branch is still on it.
  expect(scene.world.file(dev, `${folderOf('dev', 'flights')}/openapi.yaml`)).toBe(specification('flights dev'));
  expect(scene.world.file(dev, `${folderOf('dev', 'routes')}/openapi.yaml`)).toBe(specification('routes, newer'));
  expect(scene.world.github.pulls.get(1)?.body).toContain('repository-unavailable');
  renameSync(`${directory}.away`, directory);
  const next = await scene.world.stage();
  expect(codes(next)).toEqual([]);
  expect(scene.world.github.pulls.get(1)?.body).not.toContain('repository-unavailable');
  expect(environments(await scene.world.stage())).toEqual({ dev: 'unchanged', prd: 'unchanged' });
});

test('a branch that is gone is that service’s alone', async () => {
  const { repository } = smallPlatform(scene.world);
  repository('flights').git('branch', '-D', 'dev');
  const report = await scene.world.stage();
  expect(outcomes(report)).toEqual([
    'air/flights dev: failed',
    'air/routes dev: added',
    'air/flights prd: added',
    'air/routes prd: added',
  ]);
  expect(codes(report)).toEqual(['branch-missing']);
  const [failed] = report.services.flatMap(({ diagnostics }) => diagnostics);
  expect(failed).toMatchObject({ at: { file: 'konnect/teams.yaml' } });
  repository('flights').commit('dev', { 'openapi.yaml': specification('flights dev') });
  expect(environments(await scene.world.stage())).toEqual({ dev: 'updated', prd: 'unchanged' });
});

test('a push that somebody was faster than ends in a diagnostic, and the next run goes on', async () => {
  smallPlatform(scene.world);
  const hook = path.join(scene.world.platform.directory, 'hooks', 'pre-receive');
  writeFileSync(hook, '#!/bin/sh\necho "the base has moved" >&2\nexit 1\n');
  chmodSync(hook, 0o755);
  const report = await scene.world.stage();
  expect(codes(report)).toEqual(['push-rejected', 'push-rejected']);
  expect(report.exitCode).toBe(1);
  expect(scene.world.github.pulls.size).toBe(0);
  writeFileSync(hook, '#!/bin/sh\nexit 0\n');
  expect(environments(await scene.world.stage())).toEqual({ dev: 'opened', prd: 'opened' });
});

test('a branch that moves between reading and pushing is not overwritten', async () => {
  const { repository } = smallPlatform(scene.world);
  await scene.world.stage();
  const before = scene.world.head(dev);
  repository('flights').commit('dev', { 'openapi.yaml': specification('newer') });
  const report = await scene.world.stage(
    {},
    {
      // Another client pushes while decK works.
      renderer: {
        async render(teams) {
          if (teams[0]?.environment === 'dev') {
            const moved = scene.world.platform.git(
              '-c',
              'user.name=x',
              '-c',
              'user.email=x@x.example',
              'commit-tree',
              `${dev}^{tree}`,
              '-p',
              dev,
              '-m',
              'Theirs',
            );
            scene.world.platform.git('update-ref', `refs/heads/${dev}`, moved.trim());
          }
          return { files: new Map(), diagnostics: [], traffic: [] };
        },
        lint: async () => [],
      },
    },
  );
  expect(environments(report)).toMatchObject({ dev: 'failed' });
  expect(codes(report)).toEqual(['push-rejected']);
  expect(scene.world.platform.git('rev-parse', `${dev}^`).trim()).toBe(before);
});

test('GitHub being down loses nothing: nothing is pushed that people may have declined, and the next run goes on', async () => {
  smallPlatform(scene.world);
  scene.world.github.fail('pulls/list', 500, 8);
  const report = await scene.world.stage();
  expect(codes(report)).toEqual(['github-unavailable', 'github-unavailable']);
  expect(report.exitCode).toBe(1);
  expect(scene.world.head(dev)).toBeUndefined();
  expect(environments(await scene.world.stage())).toEqual({ dev: 'opened', prd: 'opened' });
  await scene.world.github.close();
  expect(codes(await scene.world.stage())).toEqual(['github-unavailable', 'github-unavailable']);
});

test('creating the pull request fails once', async () => {
  smallPlatform(scene.world);
  scene.world.github.fail('pulls/create', 403, 1);
  const report = await scene.world.stage();
  expect(environments(report)).toEqual({ dev: 'failed', prd: 'opened' });
  expect(report.exitCode).toBe(5);
  expect(environments(await scene.world.stage())).toEqual({ dev: 'opened', prd: 'unchanged' });
});

test('a reviewer who does not exist is a warning', async () => {
  smallPlatform(scene.world);
  const report = await scene.world.stage({ reviewers: ['nobody'], environments: ['dev'] });
  expect(environments(report)).toEqual({ dev: 'opened' });
  expect(codes(report)).toEqual(['github-unavailable']);
  expect(report.exitCode).toBe(0);
});

test('a token that may not label or ask for reviews: the warning names the right', async () => {
  smallPlatform(scene.world);
  scene.world.github.fail('issues/add-labels', 403);
  scene.world.github.fail('pulls/request-reviewers', 403);
  const report = await scene.world.stage({ labels: ['apis'], teamReviewers: ['gateway'], environments: ['dev'] });
  expect(environments(report)).toEqual({ dev: 'opened' });
  expect(report.environments[0]?.diagnostics.map(({ severity, fix }) => [severity, fix])).toEqual([
    ['warning', 'Give the token the right to add labels: pull-requests: write.'],
    [
      'warning',
      'Give the token the right to ask for reviews: pull-requests: write and, for teams, members: read of a GitHub App.',
    ],
  ]);
});

test('a repository with SHA-256 is said to be one, not to be out of reach', async () => {
  const { repository } = smallPlatform(scene.world);
  await scene.world.stage({ environments: ['dev'] });
  const { directory } = repository('flights');
  const other = path.join(scene.world.repositories.folder, 'sha256');
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@x.example', ...args], { stdio: 'pipe' });
  git('init', '-q', '-b', 'dev', '--object-format=sha256', other);
  git('-C', other, 'commit', '-q', '--allow-empty', '-m', 'x');
  git('-C', other, 'branch', 'main');
  renameSync(directory, `${directory}.away`);
  git('clone', '-q', '--bare', other, directory);
  // An unchanged service needs a listing, any other one a fetch.
  for (const environment of ['dev', 'prd']) {
    const report = await scene.world.stage({ environments: [environment] });
    expect(codes(report)).toEqual(['repository-unavailable']);
    const [found] = report.services.flatMap(({ diagnostics }) => diagnostics);
    expect(found?.message).toContain('names its objects by SHA-256');
    expect(found?.fix).not.toContain('next run');
  }
  const platform = await scene.world.stage({ remote: `file://${directory}` });
  expect(platform.diagnostics[0]?.message).toContain('The platform repository names its objects by SHA-256');
});

test('a missing secret is that service’s alone, and none is ever said', async () => {
  const { services } = smallPlatform(scene.world, ['flights', 'routes']);
  const auth = 'https://git.invalid.example/air/flights.git';
  scene.world.commitPlatform(manifests({ ...services, flights: { remote: auth } }));
  const teams = scene.world.file('main', 'konnect/teams.yaml') ?? '';
  scene.world.commitPlatform({
    'konnect/teams.yaml': teams.replace(
      `git: {remote: "${auth}"}`,
      `git: {remote: "${auth}", auth: {type: token, token: {type: env, value: FLIGHTS_TOKEN}}}`,
    ),
  });
  const report = await scene.world.stage({ environments: ['dev'] });
  expect(codes(report)).toEqual(['secret-missing']);
  expect(report.exitCode).toBe(5);
  const token = 'ghp_verysecretindeed';
  const tried = await scene.world.stage(
    { environments: ['dev'], serviceToken: new Secret(token) },
    {},
    { FLIGHTS_TOKEN: token },
  );
  expect(codes(tried)).toEqual(['repository-unavailable']);
  expect(JSON.stringify(tried)).not.toContain('verysecret');
  expect(JSON.stringify(tried)).not.toContain(Buffer.from(`x-access-token:${token}`).toString('base64').slice(0, 30));
});

test('the platform repository out of reach: nothing is done', async () => {
  smallPlatform(scene.world);
  const report = await scene.world.stage({ remote: 'file:///nowhere/platform.git' });
  expect(codes(report)).toEqual(['repository-unavailable']);
  expect(report.exitCode).toBe(1);
  expect(codes(await scene.world.stage({ base: 'nope' }))).toEqual(['branch-missing']);
});

test('without git nothing is done, and it is said what is missing', async () => {
  smallPlatform(scene.world);
  const report = await scene.world.stage({}, {}, { PATH: '/nowhere' });
  expect(codes(report)).toEqual(['tool-missing']);
  expect(report.exitCode).toBe(1);
});
