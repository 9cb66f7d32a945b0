import { afterEach, beforeEach, expect, test } from 'vitest';
import { folderOf, smallPlatform } from './small-platform.ts';
import { codes, environments, outcomes, StageWorld, stagingBranch } from './world.ts';

let world: StageWorld;

beforeEach(async () => {
  world = await StageWorld.create();
});

afterEach(async () => {
  expect(world.github.problems).toEqual([]);
  await world.close();
});

const prd = stagingBranch('prd');

function removeProduction(): void {
  const organizations = world.file('main', 'konnect/organizations.yaml') ?? '';
  world.commitPlatform({ 'konnect/organizations.yaml': organizations.replace(/^ {6}prd: .*\n/m, '') });
}

function commitAs(name: string, parent: string, message = 'Theirs'): string {
  const tree = world.platform.git('rev-parse', `${parent}^{tree}`).trim();
  const person = ['-c', `user.name=${name}`, '-c', 'user.email=x@x.example'];
  return world.platform.git(...person, 'commit-tree', tree, '-p', parent, '-m', message).trim();
}

test('its open pull request is withdrawn, although the base has nothing of it', async () => {
  smallPlatform(world);
  await world.stage();
  removeProduction();
  // Only a run about all environments can tell which ones the manifest no longer has.
  expect(environments(await world.stage({ environments: ['dev'] }))).toEqual({ dev: 'unchanged' });
  expect(environments(await world.stage({ services: ['air/flights'] }))).toEqual({ dev: 'unchanged' });
  expect(environments(await world.stage())).toEqual({ dev: 'unchanged', prd: 'closed' });
  expect(world.head(prd)).toBeUndefined();
  expect(world.github.pulls.get(2)?.state).toBe('closed');
  expect(environments(await world.stage())).toEqual({ dev: 'unchanged' });
});

test('what the base has of it is removed, whatever lies in the workspace', async () => {
  smallPlatform(world);
  await world.stage();
  world.merge('prd');
  removeProduction();
  // The checkout may be at another commit than the base.
  world.checkOut('main~2');
  world.checkOut();
  const report = await world.stage();
  expect(environments(report)).toEqual({ dev: 'unchanged', prd: 'opened' });
  expect(outcomes(report)).toContain('air/flights prd: removed');
  expect(world.files(prd, folderOf('prd', 'flights'))).toEqual([]);
});

test('a branch with somebody’s commit over ours is left alone, and said so', async () => {
  smallPlatform(world);
  await world.stage();
  const id = commitAs('Ada', prd);
  world.platform.git('update-ref', `refs/heads/${prd}`, id);
  removeProduction();
  const report = await world.stage();
  expect(environments(report)).toEqual({ dev: 'unchanged', prd: 'refused' });
  expect(codes(report)).toEqual(['branch-foreign']);
  expect(world.head(prd)).toBe(id);
});

test('a branch that is only called like ours is nobody’s business', async () => {
  smallPlatform(world);
  const name = stagingBranch('feature/x');
  world.platform.git('branch', stagingBranch('fresh'), 'main');
  world.platform.git('update-ref', `refs/heads/${name}`, commitAs('Ada', 'main'));
  const report = await world.stage();
  expect(environments(report)).toEqual({ dev: 'opened', prd: 'opened' });
  expect(report.exitCode).toBe(0);
  expect(world.head(name)).toBeDefined();
  expect(world.head(stagingBranch('fresh'))).toBeDefined();
});

test('in the working tree, its files go', async () => {
  smallPlatform(world);
  await world.stage({ target: 'working-tree' });
  const organizations = world.file('main', 'konnect/organizations.yaml') ?? '';
  world.platform.commit('main', { 'konnect/organizations.yaml': organizations.replace(/^ {6}prd: .*\n/m, '') });
  world.platform.git(`--work-tree=${world.workspace}`, 'checkout', '-q', '--force', 'main', '--', '.');
  const report = await world.stage({ target: 'working-tree' });
  expect(environments(report)).toEqual({ dev: 'unchanged', prd: 'written' });
  expect(report.environments[1]?.removed).toHaveLength(6);
});
