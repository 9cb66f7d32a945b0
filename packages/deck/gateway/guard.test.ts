import { expect, test } from 'vitest';
import { alwaysAllowed, deletesProblem } from './guard.ts';

test.each([
  [0, 0, undefined, undefined],
  [9, 9, undefined, undefined],
  [3, 10, undefined, undefined],
  [4, 10, undefined, '40 % of 10, which is more than 30 %'],
  [10, 100, undefined, undefined],
  [11, 1000, undefined, 'more than 10'],
  [11, 1000, 11, undefined],
  [12, 1000, 11, 'more than the 11 that were allowed'],
  [4, 10, 4, undefined],
  [1, 100, 0, 'more than the 0 that were allowed'],
])('%d deletions of %d with the limit %s', (deletes, existing, raised, problem) => {
  expect(deletesProblem(deletes, existing, raised)).toBe(problem);
});

test('what is always allowed is never refused', () => {
  for (let existing = 0; existing < 100; existing += 1) expect(deletesProblem(alwaysAllowed, existing)).toBeUndefined();
});
