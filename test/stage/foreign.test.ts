import { expect, test } from 'vitest';
import { useScene } from './scene.ts';
import { folderOf, smallPlatform } from './small-platform.ts';
import { codes, environments, specification, stagingBranch } from './world.ts';

const scene = useScene();

const dev = stagingBranch('dev');
const only = { environments: ['dev'] };

/** Merges main into the branch of dev, as GitHub's button "Update branch" does. */
function updateBranch(parents: readonly string[] = [dev, 'main']): string {
  const tree = scene.world.platform.git('merge-tree', '--write-tree', dev, 'main').trim();
  const person = ['-c', 'user.name=Ines', '-c', 'user.email=ines@kong-air.example'];
  const message = `Merge branch 'main' into ${dev}`;
  const on = parents.flatMap((parent) => ['-p', parent]);
  const id = scene.world.platform.git(...person, 'commit-tree', tree, ...on, '-m', message).trim();
  scene.world.platform.git('update-ref', `refs/heads/${dev}`, id);
  return id;
}

test('a branch with somebody else’s commit is left alone', async () => {
  const { repository } = smallPlatform(scene.world);
  await scene.world.stage();
  const commit = scene.world.repositories.create('somebody');
  commit.git('fetch', '-q', scene.world.platform.directory, `${dev}:refs/heads/work`);
  const tree = commit.git('rev-parse', 'work^{tree}').trim();
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@air.example'];
  const id = commit.git(...identity, 'commit-tree', tree, '-p', 'work', '-m', 'Correct a typo').trim();
  commit.git('push', '-q', scene.world.platform.directory, `${id}:refs/heads/${dev}`);
  repository('flights').commit('dev', { 'openapi.yaml': specification('newer') });
  const report = await scene.world.stage();
  expect(environments(report)).toMatchObject({ dev: 'refused', prd: 'unchanged' });
  expect(report.exitCode).toBe(4);
  expect(scene.world.head(dev)).toBe(id);
  expect(codes(report)).toEqual(['branch-foreign']);
  expect(report.environments[0]?.diagnostics[0]?.message).toMatch(
    /Ines <ines@kong-air.example>: [0-9a-f]{10} "Correct a typo"$/,
  );
});

test('a commit of ours that was amended is no longer ours', async () => {
  smallPlatform(scene.world);
  await scene.world.stage();
  const message = scene.world.platform.git('log', '-1', '--format=%B', dev);
  const other = scene.world.repositories.create('somebody');
  other.commit('work', { [`${folderOf('dev', 'flights')}/openapi.yaml`]: 'amended' }, message);
  other.git('fetch', '-q', scene.world.platform.directory, 'main:refs/heads/main');
  const tree = other.git('rev-parse', 'work^{tree}').trim();
  const id = other
    .git('-c', 'user.name=x', '-c', 'user.email=x@x.example', 'commit-tree', tree, '-p', 'main', '-m', message)
    .trim();
  other.git('push', '-q', '--force', scene.world.platform.directory, `${id}:refs/heads/${dev}`);
  expect(environments(await scene.world.stage())).toMatchObject({ dev: 'refused' });
  expect(scene.world.head(dev)).toBe(id);
});

test('"Update branch" is recognised, however often it was pressed, and the advice works', async () => {
  smallPlatform(scene.world);
  await scene.world.stage(only);
  for (const times of [1, 2]) {
    scene.world.commitPlatform({ [`notes-${times}.md`]: 'the base moves on' });
    const head = updateBranch();
    const report = await scene.world.stage(only);
    expect(environments(report)).toEqual({ dev: 'refused' });
    expect(report.exitCode).toBe(4);
    expect(scene.world.head(dev)).toBe(head);
    const [found] = report.environments[0]?.diagnostics ?? [];
    expect(found?.message).toBe(
      `The base was merged into the branch ${dev} by Ines <ines@kong-air.example>: ${head.slice(0, 10)} "Merge branch 'main' into ${dev}"`,
    );
    expect(found?.fix).toContain('delete the branch');
  }
  // Which closes the pull request, too: that declines nothing.
  scene.world.platform.git('update-ref', '-d', `refs/heads/${dev}`);
  expect(environments(await scene.world.stage(only))).toEqual({ dev: 'opened' });
  expect([...scene.world.github.pulls.values()].map(({ state }) => state)).toEqual(['closed', 'open']);
});

test('a merge of anything else is somebody’s commit', async () => {
  smallPlatform(scene.world);
  await scene.world.stage(only);
  const tree = scene.world.platform.git('rev-parse', 'main^{tree}').trim();
  const theirs = scene.world.platform
    .git('-c', 'user.name=Ada', '-c', 'user.email=ada@air.example', 'commit-tree', tree, '-p', 'main', '-m', 'Mine')
    .trim();
  updateBranch([dev, theirs]);
  const [found] = (await scene.world.stage(only)).environments[0]?.diagnostics ?? [];
  expect(found?.fix).toContain('move the commit to a branch of its own');
});

test('a base that was pushed by force is recognised, and the advice works', async () => {
  smallPlatform(scene.world);
  scene.world.commitPlatform({ 'notes.md': 'to be regretted' });
  await scene.world.stage(only);
  scene.world.platform.git('update-ref', 'refs/heads/main', 'main^');
  scene.world.commitPlatform({ other: 'instead' });
  const report = await scene.world.stage(only);
  expect(environments(report)).toEqual({ dev: 'refused' });
  const [found] = report.environments[0]?.diagnostics ?? [];
  expect(found?.message).toMatch(/stands on a commit that the base does not have, by Ines .*"change notes\.md"$/);
  scene.world.platform.git('update-ref', '-d', `refs/heads/${dev}`);
  expect(environments(await scene.world.stage(only))).toEqual({ dev: 'opened' });
});
