import { expect, test } from 'vitest';
import { type Detail, fitLists, type Limit } from './fit.ts';

/** A thousand characters, and what is told around lists by the detail, in characters. */
const limit: Limit = { size: 1000, measure: (text) => text.length };

/** A page with lists that fill all the room they get, and `around` characters beside them. */
function page(around: Partial<Record<Detail, number>>) {
  return (detail: Detail, room: number) => [`${detail} `.padEnd(around[detail] ?? 10, '.'), 'x'.repeat(room)];
}

test('what stands around lists takes at most half of the page from them', () => {
  const text = fitLists(page({ everything: 600, changes: 501, names: 490 }), limit);
  expect(text).toMatch(/^names /);
  expect(text.length).toBeLessThanOrEqual(limit.size);
  expect(text.length).toBeGreaterThan(limit.size - 10);
});

test('more than half of the page may stand around lists that are short', () => {
  const text = fitLists((detail) => [`${detail} `.padEnd(900, '.'), 'a list'], limit);
  expect(text).toMatch(/^everything /);
});
