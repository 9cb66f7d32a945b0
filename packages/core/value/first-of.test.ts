import { expect, test } from 'vitest';
import { firstOf } from './first-of.ts';

const names = Array.from({ length: 12 }, (_, index) => `n${index}`);

test.each([
  [0, ''],
  [2, 'n0; n1'],
  [10, names.slice(0, 10).join('; ')],
  [12, `${names.slice(0, 10).join('; ')}; and 2 more`],
])('%d names', (count, text) => {
  expect(firstOf(names.slice(0, count))).toBe(text);
});
