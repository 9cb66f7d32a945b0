import { describe, expect, test } from 'vitest';
import { deletesInputs, parseDeleteLimit } from './deletes.ts';
import { readInputs } from './input.ts';

test.each([
  ['0', { type: 'number', most: 0 }],
  ['10', { type: 'number', most: 10 }],
  ['1000000', { type: 'number', most: 1_000_000 }],
  ['25%', { type: 'percentage', most: 25 }],
  ['25 %', { type: 'percentage', most: 25 }],
  ['100%', { type: 'percentage', most: 100 }],
])('%s', (text, value) => {
  expect(parseDeleteLimit(text)).toEqual({ value });
});

test.each(['1000001', '101%', '-1', '2.5', '%', 'all', '10 %%', '1e3'])('%s is refused', (text) => {
  expect(parseDeleteLimit(text)).toEqual({
    problem: 'is neither a number of deletions nor a percentage',
    fix: 'Use a whole number up to 1000000, such as 10, or a percentage up to 100, such as 25%.',
  });
});

describe('as inputs', () => {
  const read = (given: Record<string, string>) => readInputs(deletesInputs, (name) => given[name]);

  test('left out, nothing is said of a limit and nothing is allowed beyond it', () => {
    expect(read({})).toEqual({ maxDeletes: undefined, allowDeletes: false });
  });

  test('a limit and an allowance', () => {
    expect(read({ 'max-deletes': '25%', 'allow-deletes': 'true' })).toEqual({
      maxDeletes: { type: 'percentage', most: 25 },
      allowDeletes: true,
    });
  });
});
