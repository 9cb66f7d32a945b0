import { describe, expect, test } from 'vitest';
import { mergePatch, mergeResource } from './merge.ts';

describe('merge patch', () => {
  test('merges objects, replaces the rest, removes with null', () => {
    const target = { a: 1, labels: { x: '1', y: '2' }, list: [1, 2], gone: true };
    const patch = { a: 2, labels: { y: null, z: '3' }, list: [3], gone: null, deep: { er: { x: null, y: 1 } } };
    expect(mergePatch(target, patch)).toEqual({ a: 2, labels: { x: '1', z: '3' }, list: [3], deep: { er: { y: 1 } } });
    expect(target.labels).toEqual({ x: '1', y: '2' });
  });

  test('takes a field of a resource back to what it is when unset', () => {
    const before = { description: 'x', labels: { a: 'b' } };
    expect(mergeResource(before, { description: null, labels: null }, { labels: {} })).toEqual({
      description: null,
      labels: {},
    });
  });
});
