import { expect, test } from 'vitest';
import { useScene } from './scene.ts';
import { folderOf, smallPlatform } from './small-platform.ts';
import { codes, environments, outcomes, stagingBranch } from './world.ts';

const scene = useScene();

const prd = stagingBranch('prd');

function removeProduction(): void {
  const organizations = scene.world.file('main', 'konnect/organizations.yaml') ?? '';
  scene.world.commitPlatform({ 'konnect/organizations.yaml': organizations.replace(/^ {6}prd: .*\n/m, '') });
}

function commitAs(name: string, parent: string, message = 'Theirs'): string {
  const tree = scene.world.platform.git('rev-parse', `${parent}^{tree}`).trim();
  const person = ['-c', `user.name=${name}`, '-c', 'user.email=x@x.example'];
  return scene.world.platform.git(...person, 'commit-tree', tree, '-p', parent, '-m', message).trim();
}

test('its open pull request is withdrawn, although the base has nothing of it', async () => {
  smallPlatform(scene.world);
  await scene.world.stage();
  removeProduction();
  // Only a run about everything can tell what is gone.
  expect(environments(await scene.world.stage({ environments: ['dev'] }))).toEqual({ dev: 'unchanged' });
  expect(environments(await scene.world.stage({ services: ['air/flights'] }))).toEqual({ dev: 'unchanged' });
  expect(environments(await scene.world.stage())).toEqual({ dev: 'unchanged', prd: 'closed' });
  expect(scene.world.head(prd)).toBeUndefined();
  expect(scene.world.github.pulls.get(2)?.state).toBe('closed');
  expect(environments(await scene.world.stage())).toEqual({ dev: 'unchanged' });
});

test('what the base has of it is removed, whatever lies in the workspace', async () => {
  smallPlatform(scene.world);
  await scene.world.stage();
  scene.world.merge('prd');
  removeProduction();
  // The run may have checked out another state than the base's.
  scene.world.checkOut('main~2');
  scene.world.checkOut();
  const report = await scene.world.stage();
  expect(environments(report)).toEqual({ dev: 'unchanged', prd: 'opened' });
  expect(outcomes(report)).toContain('air/flights prd: removed');
  expect(scene.world.files(prd, folderOf('prd', 'flights'))).toEqual([]);
});

test('a branch with somebody’s commit over ours is left alone, and said so', async () => {
  smallPlatform(scene.world);
  await scene.world.stage();
  const id = commitAs('Ada', prd);
  scene.world.platform.git('update-ref', `refs/heads/${prd}`, id);
  removeProduction();
  const report = await scene.world.stage();
  expect(environments(report)).toEqual({ dev: 'unchanged', prd: 'refused' });
  expect(codes(report)).toEqual(['branch-foreign']);
  expect(scene.world.head(prd)).toBe(id);
});

test('a branch that is only called like ours is nobody’s business', async () => {
  smallPlatform(scene.world);
  const name = stagingBranch('feature/x');
  scene.world.platform.git('branch', stagingBranch('fresh'), 'main');
  scene.world.platform.git('update-ref', `refs/heads/${name}`, commitAs('Ada', 'main'));
  const report = await scene.world.stage();
  expect(environments(report)).toEqual({ dev: 'opened', prd: 'opened' });
  expect(report.exitCode).toBe(0);
  expect(scene.world.head(name)).toBeDefined();
  expect(scene.world.head(stagingBranch('fresh'))).toBeDefined();
});

test('in the working tree, its files go', async () => {
  smallPlatform(scene.world);
  await scene.world.stage({ target: 'working-tree' });
  const organizations = scene.world.file('main', 'konnect/organizations.yaml') ?? '';
  scene.world.platform.commit('main', { 'konnect/organizations.yaml': organizations.replace(/^ {6}prd: .*\n/m, '') });
  scene.world.platform.git(`--work-tree=${scene.world.workspace}`, 'checkout', '-q', '--force', 'main', '--', '.');
  const report = await scene.world.stage({ target: 'working-tree' });
  expect(environments(report)).toEqual({ dev: 'unchanged', prd: 'written' });
  expect(report.environments[1]?.removed).toHaveLength(6);
});
