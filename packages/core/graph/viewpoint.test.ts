import { expect, test } from 'vitest';
import { Viewpoint } from './viewpoint.ts';
import { World } from './world.ts';

function worldWith(id: string): World {
  const world = new World();
  world.learn('a', { id });
  return world;
}

test('what is read is read in the current world, and the one before comes back, also after a failure', () => {
  const [outer, inner] = [worldWith('outer'), worldWith('inner')];
  const view = new Viewpoint(outer);
  const read = () => view.world.computed('a', 'id');
  expect(view.in(inner, read)).toBe('inner');
  expect(() =>
    view.in(inner, () => {
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(read()).toBe('outer');
});

test('a value that needs nothing of the world is worked out once for all worlds', () => {
  const view = new Viewpoint(worldWith('1'));
  let times = 0;
  const value = view.memoize(() => {
    times += 1;
    return times;
  });
  expect([value(), value(), view.in(worldWith('2'), value)]).toEqual([1, 1, 1]);
});

test('a value that needs something is worked out once in each world', () => {
  const [first, second] = [worldWith('1'), worldWith('2')];
  const view = new Viewpoint(first);
  let times = 0;
  const value = view.memoize(() => {
    times += 1;
    return view.world.computed('a', 'id');
  });
  // Values inside of values count, at any depth.
  const outer = view.memoize(() => `<${String(value())}>`);
  expect([outer(), outer(), view.in(second, outer), view.in(second, outer), outer()]).toEqual([
    '<1>',
    '<1>',
    '<2>',
    '<2>',
    '<1>',
  ]);
  expect(times).toBe(2);
});

test('a value that fails is tried again', () => {
  const world = new World();
  const view = new Viewpoint(world);
  const value = view.memoize(() => view.world.computed('a', 'id'));
  expect(value).toThrow();
  world.learn('a', { id: '1' });
  expect(value()).toBe('1');
});
