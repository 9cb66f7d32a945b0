import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { renderStaging } from '@konduct/core/report/markdown/staging';
import type { ServiceStaging } from '@konduct/core/run/staging';
import { expect, test } from 'vitest';
import { useScene } from './scene.ts';
import { folderOf, manifests, smallPlatform } from './small-platform.ts';
import { codes, environments, outcomes, specification, stagingBranch } from './world.ts';

const scene = useScene();

const dev = stagingBranch('dev');

test('text of a specification is text in a pull request: no markup, no mention, no command, no shell', async () => {
  const { repository } = smallPlatform(scene.world, ['flights']);
  const title = '"$(touch pwned) `id` | @everyone ![x](https://evil.example/x.png) </details><script>\\n::error::x"';
  repository('flights').commit('dev', { 'openapi.yaml': specification(title) });
  const report = await scene.world.stage({ environments: ['dev'] });
  expect(environments(report)).toEqual({ dev: 'opened' });
  const body = scene.world.github.pulls.get(1)?.body ?? '';
  const row = body.split('\n').find((line) => line.includes('touch pwned')) ?? '';
  expect(row).toContain('``$(touch pwned) `id` \\| @everyone');
  expect(row).toContain('</details><script>\\n::error::x``');
  expect(readdirSync(scene.world.workspace)).toEqual(['konnect']);
});

test('references of a specification stay in its repository', async () => {
  const { repository } = smallPlatform(scene.world, ['flights']);
  const reference = (to: string) =>
    specification('x', `  /a:\n    get: {responses: {"200": {$ref: ${JSON.stringify(to)}}}}\n`);
  for (const to of [
    '../../../etc/passwd',
    '/etc/passwd',
    'file:///etc/passwd',
    'http://169.254.169.254/',
    'link.yaml',
  ]) {
    repository('flights').commit('dev', { 'openapi.yaml': reference(to), 'link.yaml': { link: '/etc/passwd' } });
    const report = await scene.world.stage({ environments: ['dev'] });
    expect(outcomes(report), to).toEqual(['air/flights dev: failed']);
    expect(codes(report)[0], to).toMatch(/^(reference-refused|file-symlink)$/);
  }
  repository('flights').commit('dev', { 'openapi.yaml': reference('ok.yaml'), 'ok.yaml': 'description: "fine"\n' });
  const report = await scene.world.stage({ environments: ['dev'] });
  expect(codes(report)).toEqual([]);
  expect(scene.world.file(dev, `${folderOf('dev', 'flights')}/openapi.yaml`)).toContain(
    '$ref: "#/components/responses/ok"',
  );
  expect(scene.world.file(dev, `${folderOf('dev', 'flights')}/.konduct-source.yaml`)).toContain('  - ok.yaml');
});

test('a specification that no reader gets through is refused alone', async () => {
  const { repository } = smallPlatform(scene.world, ['flights', 'planes']);
  const deep = `${'{"items":'.repeat(1500)}{}${'}'.repeat(1500)}`;
  const schemas = `{"A":{"$ref":"o.yaml"},"B":${deep},"C":{"description":"${'x'.repeat(2 * 1024 * 1024)}"}}`;
  const json = `{"openapi":"3.0.0","info":{"title":"x","version":"1"},"paths":{},"components":{"schemas":${schemas}}}`;
  repository('flights').commit('dev', { 'openapi.yaml': json, 'o.yaml': 'type: string\n' });
  const report = await scene.world.stage({ environments: ['dev'] });
  expect(outcomes(report)).toEqual(['air/flights dev: failed', 'air/planes dev: added']);
  expect(codes(report)).toEqual(['yaml-depth']);
  expect(report.exitCode).not.toBe(0);
});

test('remotes and branches that would run something are refused with the manifest', async () => {
  scene.world.commitPlatform(manifests({ flights: { remote: 'ext::sh -c "touch pwned"' } }));
  expect(codes(await scene.world.stage())).toEqual(['remote-invalid']);
  const { remote } = scene.world.platform;
  scene.world.commitPlatform(manifests({ flights: { remote, more: 'dev-branch-name: "--upload-pack=touch pwned"' } }));
  expect(codes(await scene.world.stage())).toEqual(['branch-invalid']);
  expect(existsSync(path.join(scene.world.workspace, 'pwned'))).toBe(false);
});

test('links in the platform repository are neither followed nor kept', async () => {
  smallPlatform(scene.world, ['flights']);
  const folder = folderOf('dev', 'flights');
  scene.world.commitPlatform({ [`${folder}/openapi.yaml`]: { link: '/etc/passwd' } });
  expect(codes(await scene.world.stage({ environments: ['dev'] }))).toEqual([]);
  expect(scene.world.file(dev, `${folder}/openapi.yaml`)).toBe(specification('flights dev'));

  const outside = path.join(scene.world.repositories.folder, 'outside');
  mkdirSync(outside);
  const inside = path.join(scene.world.workspace, 'konnect/air/envs');
  rmSync(inside, { recursive: true });
  symlinkSync(outside, inside);
  const report = await scene.world.stage({ target: 'working-tree' });
  expect(codes(report)).toEqual(['file-symlink', 'file-symlink']);
  expect(readdirSync(outside)).toEqual([]);
});

test('however much there is to say, GitHub takes it', () => {
  const service = (index: number): ServiceStaging => ({
    organization: 'air',
    environment: 'dev',
    team: 'crew',
    service: `air/service-${index}`,
    directory: '',
    outcome: 'changed',
    title: '@x'.repeat(100),
    version: '1',
    diagnostics: [{ severity: 'error', code: 'branch-missing', message: 'x'.repeat(400) }],
    changes: Array.from({ length: 500 }, () => ({ level: 'breaking' as const, text: '*_`'.repeat(100) })),
  });
  const services = Array.from({ length: 2000 }, (_, index) => service(index));
  const staging = {
    environment: 'dev',
    outcome: 'opened',
    written: [],
    removed: [],
    deckChanges: [],
    diagnostics: [],
  } as const;
  const body = renderStaging('dev', services, staging);
  expect(body.length).toBeLessThanOrEqual(65_536);
  expect(body).toContain('2000 APIs with breaking changes');
});
