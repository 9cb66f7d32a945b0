import { describe, expect, test } from 'vitest';
import { Unknown } from '../cel/unknown.ts';
import { World } from './world.ts';

function unknownIn(read: () => unknown): string {
  try {
    return `known: ${String(read())}`;
  } catch (error) {
    if (error instanceof Unknown) return error.path;
    throw error;
  }
}

describe('objects', () => {
  test('what nobody knows is unknown, by the address to wait for', () => {
    expect(unknownIn(() => new World().computed('a/b', 'id'))).toBe('a/b');
  });

  test('what was learned is known, but for what is not in it', () => {
    const world = new World();
    world.learn('a', { id: '1', nothing: undefined });
    expect(world.computed('a', 'id')).toBe('1');
    expect(unknownIn(() => world.computed('a', 'other'))).toBe('a');
    expect(unknownIn(() => world.computed('a', 'nothing'))).toBe('a');
  });

  test('what is held is unknown although it exists', () => {
    const world = new World();
    world.learn('a', { id: '1' });
    world.hold('a', 'not ready');
    expect(unknownIn(() => world.computed('a', 'id'))).toBe('a');
    expect(world.heldBecause('a')).toBe('not ready');
    expect(world.heldBecause('b')).toBeUndefined();
  });
});

describe('externals', () => {
  test('are unread until somebody looked', () => {
    const world = new World();
    expect(world.externalState('a')).toEqual({ state: 'unread' });
    expect(unknownIn(() => world.external('a'))).toBe('a');
    world.learnExternal('a', { state: 'waiting', reason: 'not there' });
    expect(unknownIn(() => world.external('a'))).toBe('a');
    world.learnExternal('a', { state: 'found', value: [] });
    expect(world.external('a')).toEqual([]);
  });
});

test('with a placeholder nothing is unknown', () => {
  const world = new World((address, field) => `${address}.${field}`);
  expect(world.computed('a', 'id')).toBe('a.id');
  expect(world.external('b')).toBeUndefined();
});

describe('what is read is noted', () => {
  test('in order, each once, and nothing when nothing is read', () => {
    const world = new World((address) => address);
    const reading = world.reads(() => [world.computed('b', 'x'), world.computed('a', 'x'), world.computed('b', 'y')]);
    expect(reading).toEqual({ value: ['b', 'a', 'b'], read: ['b', 'a'] });
    expect(world.reads(() => 1)).toEqual({ value: 1, read: [] });
  });

  test('for the caller too, also of what failed inside', () => {
    const world = new World();
    const outer = world.reads(() => {
      world.look('first');
      const inner = world.reads(() => unknownIn(() => world.computed('second', 'id')));
      expect(inner.read).toEqual(['second']);
      expect(() => world.reads(() => world.computed('third', 'id'))).toThrow(Unknown);
    });
    expect(outer.read).toEqual(['first', 'second', 'third']);
  });

  test('only while somebody asks', () => {
    const world = new World((address) => address);
    world.computed('before', 'x');
    expect(world.reads(() => world.computed('a', 'x')).read).toEqual(['a']);
    world.computed('after', 'x');
    expect(world.reads(() => undefined).read).toEqual([]);
  });
});

describe('what is remembered', () => {
  test('is computed once, and counts as read by each who asks', () => {
    const world = new World((address) => address);
    const key = {};
    let times = 0;
    const compute = () => {
      times += 1;
      return world.computed('a', 'x');
    };
    const ask = () => world.reads(() => world.remember(key, compute).value);
    expect([ask(), ask()]).toEqual([
      { value: 'a', read: ['a'] },
      { value: 'a', read: ['a'] },
    ]);
    expect(times).toBe(1);
  });

  test('is not what failed: it may be known later', () => {
    const world = new World();
    const key = {};
    const ask = () => world.remember(key, () => world.computed('a', 'id')).value;
    expect(unknownIn(ask)).toBe('a');
    world.learn('a', { id: '1' });
    expect(ask()).toBe('1');
  });
});
