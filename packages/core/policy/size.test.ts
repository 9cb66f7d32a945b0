import { expect, test } from 'vitest';
import { alwaysAllowed, type DeleteLimit, sizeProblem } from './size.ts';

const number = (most: number): DeleteLimit => ({ type: 'number', most });
const percentage = (most: number): DeleteLimit => ({ type: 'percentage', most });

test.each([
  [0, 0, undefined, undefined],
  [10, 10, undefined, undefined],
  [4, 12, undefined, undefined],
  [11, 36, undefined, 'more than 10 and 31 % of 36, more than the 30 % allowed'],
  [11, 37, undefined, undefined],
  [30, 100, undefined, undefined],
  [31, 100, undefined, 'more than 10 and 31 % of 100, more than the 30 % allowed'],
  [1, 1000, number(0), 'more than the 0 allowed'],
  [40, 40, number(40), undefined],
  [41, 10_000, number(40), 'more than the 40 allowed'],
  [5, 10, percentage(50), undefined],
  [6, 10, percentage(50), '60 % of 10, more than the 50 % allowed'],
  [1, 0, percentage(50), '100 % of 0, more than the 50 % allowed'],
  [0, 0, percentage(0), undefined],
])('%i of %i with %j', (deletes, owned, limit, problem) => {
  expect(sizeProblem(deletes, owned, limit)).toBe(problem);
});

test('what is always allowed needs no count of what is there', () => {
  expect([undefined, number(7), percentage(20)].map(alwaysAllowed)).toEqual([10, 7, 0]);
  for (const limit of [undefined, number(7), percentage(20)]) {
    for (const owned of [0, 1, 5, 1000]) expect(sizeProblem(alwaysAllowed(limit), owned, limit)).toBeUndefined();
  }
});
