import { expect, test } from 'vitest';
import { useScene } from './scene.ts';
import { folderOf, smallPlatform } from './small-platform.ts';
import { environments, specification, stagingBranch } from './world.ts';

const scene = useScene();

const dev = stagingBranch('dev');
const only = { environments: ['dev'] };

/** Does the same as the buttons "Close pull request" and "Delete branch". */
function decline(withBranch = true): void {
  Object.assign([...scene.world.github.pulls.values()].at(-1) ?? {}, { state: 'closed' });
  if (withBranch) scene.world.platform.git('update-ref', '-d', `refs/heads/${dev}`);
}

test('one that people closed stays closed until there is something new', async () => {
  const { repository } = smallPlatform(scene.world);
  await scene.world.stage(only);
  decline(false);
  expect(environments(await scene.world.stage(only))).toEqual({ dev: 'declined' });
  repository('flights').commit('dev', { 'openapi.yaml': specification('something new') });
  expect(environments(await scene.world.stage(only))).toEqual({ dev: 'opened' });
});

test('so does one whose branch was deleted, and its branch does not come back either', async () => {
  const { repository } = smallPlatform(scene.world);
  await scene.world.stage(only);
  decline();
  expect(environments(await scene.world.stage(only))).toEqual({ dev: 'declined' });
  expect(scene.world.head(dev)).toBeUndefined();
  repository('flights').commit('dev', { 'openapi.yaml': specification('something new') });
  expect(environments(await scene.world.stage(only))).toEqual({ dev: 'opened' });
  expect(scene.world.github.pulls.size).toBe(2);
});

test('so does one that the base has moved on under, even in the same environment', async () => {
  smallPlatform(scene.world);
  await scene.world.stage(only);
  decline();
  scene.world.commitPlatform({ [`${folderOf('dev', 'handmade')}/openapi.yaml`]: specification('by hand') });
  expect(environments(await scene.world.stage(only))).toEqual({ dev: 'declined' });
  expect(scene.world.head(dev)).toBeUndefined();
});

test('one whose text people rewrote is known by its commit, which is the same whenever it is made', async () => {
  smallPlatform(scene.world);
  await scene.world.stage(only);
  const head = scene.world.head(dev);
  scene.world.platform.git('update-ref', '-d', `refs/heads/${dev}`);
  Object.assign(scene.world.github.pulls.get(1) ?? {}, { state: 'closed', merged: true });
  await new Promise((resolve) => setTimeout(resolve, 1100));
  expect(environments(await scene.world.stage(only))).toEqual({ dev: 'opened' });
  expect(scene.world.head(dev)).toBe(head);
  decline(false);
  Object.assign([...scene.world.github.pulls.values()].at(-1) ?? {}, { body: 'We do not want this.' });
  expect(environments(await scene.world.stage(only))).toEqual({ dev: 'declined' });
});

test('for another base it is another question', async () => {
  smallPlatform(scene.world);
  await scene.world.stage(only);
  decline();
  scene.world.platform.git('branch', 'release', 'main');
  expect(environments(await scene.world.stage({ ...only, base: 'release' }))).toEqual({ dev: 'opened' });
});

test('what Konduct itself withdrew may come back', async () => {
  const { repository } = smallPlatform(scene.world, ['flights']);
  await scene.world.stage(only);
  scene.world.merge('dev');
  const flights = repository('flights');
  flights.commit('dev', { 'openapi.yaml': specification('newer') });
  const before = flights.git('rev-parse', 'dev^').trim();
  const newer = flights.git('rev-parse', 'dev').trim();
  expect(environments(await scene.world.stage(only))).toEqual({ dev: 'opened' });
  flights.git('update-ref', 'refs/heads/dev', before);
  expect(environments(await scene.world.stage(only))).toEqual({ dev: 'closed' });
  flights.git('update-ref', 'refs/heads/dev', newer);
  expect(environments(await scene.world.stage(only))).toEqual({ dev: 'opened' });
});
