import { describe, expect, test } from 'vitest';
import { compileSort } from './sort.ts';

const ROWS = [
  { id: '1', name: 'b', created_at: '2026-01-01' },
  { id: '2', name: 'a', created_at: '2026-01-02' },
  { id: '3', name: 'b', created_at: '2026-01-03' },
];

const sorted = (sort: string | null) =>
  ROWS.toSorted(compileSort(sort, ['name', 'created_at']))
    .map(({ id }) => id)
    .join('');

describe('sort', () => {
  test.each([
    ['name', '213'],
    ['name asc,created_at desc', '231'],
    ['name desc, created_at', '132'],
    ['created_at desc', '321'],
  ])('%s', (sort, ids) => {
    expect(sorted(sort)).toBe(ids);
  });

  test('leaves the order alone when nothing is asked', () => {
    expect(compileSort(null, ['name'])).toBeUndefined();
    expect(compileSort(' ', ['name'])).toBeUndefined();
  });

  test.each(['nme', 'name up', 'name desc desc', 'name,'])('refuses %s', (sort) => {
    expect(() => sorted(sort)).toThrowError('refused with 400');
  });
});
