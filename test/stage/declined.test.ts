import { afterEach, beforeEach, expect, test } from 'vitest';
import { folderOf, smallPlatform } from './small-platform.ts';
import { environments, StageWorld, specification, stagingBranch } from './world.ts';

let world: StageWorld;

beforeEach(async () => {
  world = await StageWorld.create();
});

afterEach(async () => {
  expect(world.github.problems).toEqual([]);
  await world.close();
});

const dev = stagingBranch('dev');
const only = { environments: ['dev'] };

/** Does the same as the buttons "Close pull request" and "Delete branch". */
function decline(withBranch = true): void {
  Object.assign([...world.github.pulls.values()].at(-1) ?? {}, { state: 'closed' });
  if (withBranch) world.platform.git('update-ref', '-d', `refs/heads/${dev}`);
}

test('one that people closed stays closed until there is something new', async () => {
  const { repository } = smallPlatform(world);
  await world.stage(only);
  decline(false);
  expect(environments(await world.stage(only))).toEqual({ dev: 'declined' });
  repository('flights').commit('dev', { 'openapi.yaml': specification('something new') });
  expect(environments(await world.stage(only))).toEqual({ dev: 'opened' });
});

test('so does one whose branch was deleted, and its branch does not come back either', async () => {
  const { repository } = smallPlatform(world);
  await world.stage(only);
  decline();
  expect(environments(await world.stage(only))).toEqual({ dev: 'declined' });
  expect(world.head(dev)).toBeUndefined();
  repository('flights').commit('dev', { 'openapi.yaml': specification('something new') });
  expect(environments(await world.stage(only))).toEqual({ dev: 'opened' });
  expect(world.github.pulls.size).toBe(2);
});

test('so does one that the base has moved on under, even in the same environment', async () => {
  smallPlatform(world);
  await world.stage(only);
  decline();
  world.commitPlatform({ [`${folderOf('dev', 'handmade')}/openapi.yaml`]: specification('by hand') });
  expect(environments(await world.stage(only))).toEqual({ dev: 'declined' });
  expect(world.head(dev)).toBeUndefined();
});

test('one whose text people rewrote is known by its commit, which is the same whenever it is made', async () => {
  smallPlatform(world);
  await world.stage(only);
  const head = world.head(dev);
  world.platform.git('update-ref', '-d', `refs/heads/${dev}`);
  Object.assign(world.github.pulls.get(1) ?? {}, { state: 'closed', merged: true });
  await new Promise((resolve) => setTimeout(resolve, 1100));
  expect(environments(await world.stage(only))).toEqual({ dev: 'opened' });
  expect(world.head(dev)).toBe(head);
  decline(false);
  Object.assign([...world.github.pulls.values()].at(-1) ?? {}, { body: 'We do not want this.' });
  expect(environments(await world.stage(only))).toEqual({ dev: 'declined' });
});

test('for another base it is another question', async () => {
  smallPlatform(world);
  await world.stage(only);
  decline();
  world.platform.git('branch', 'release', 'main');
  expect(environments(await world.stage({ ...only, base: 'release' }))).toEqual({ dev: 'opened' });
});

test('what Konduct itself withdrew may come back', async () => {
  const { repository } = smallPlatform(world, ['flights']);
  await world.stage(only);
  world.merge('dev');
  const flights = repository('flights');
  flights.commit('dev', { 'openapi.yaml': specification('newer') });
  const before = flights.git('rev-parse', 'dev^').trim();
  const newer = flights.git('rev-parse', 'dev').trim();
  expect(environments(await world.stage(only))).toEqual({ dev: 'opened' });
  flights.git('update-ref', 'refs/heads/dev', before);
  expect(environments(await world.stage(only))).toEqual({ dev: 'closed' });
  flights.git('update-ref', 'refs/heads/dev', newer);
  expect(environments(await world.stage(only))).toEqual({ dev: 'opened' });
});
