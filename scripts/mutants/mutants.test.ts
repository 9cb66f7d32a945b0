import { expect, test } from 'vitest';
import { changesOf } from './mutators.ts';
import { sampleOf } from './sample.ts';
import { withSwitches } from './schemata.ts';

const source = `export function firstOf(list: readonly number[], most: number): number | undefined {
  if (list.length === 0 && most > 0) return undefined;
  return list.filter((one) => one < most)[0] ?? -1;
}
`;

test('changes what decides, and no words', () => {
  expect(changesOf('a.ts', source).map(({ change }) => change)).toEqual(
    expect.arrayContaining([
      'without `return undefined;`',
      '`list.length === 0 && most > 0` -> `list.length === 0`',
      '`most > 0` -> `most >= 0`',
      '`list.filter((one) => one < most)` -> `list`',
    ]),
  );
  expect(
    changesOf('a.ts', "throw new Error(a ? 'x' : 'y'); type A = 'b' | 1; export const c = { message: !d };"),
  ).toEqual([]);
});

test('one text has all mutants, each behind its number', () => {
  const mutants = changesOf('a.ts', source).map((change, index) => ({
    ...change,
    id: index + 1,
    file: 'a.ts',
    room: 'a',
  }));
  const text = withSwitches('a.ts', source, mutants);
  for (const { id } of mutants) expect(text).toContain(`konductMutant(${id})`);
  expect(withSwitches('a.ts', source, [])).toBe(source);
});

test('the same seed takes the same sample, in order', () => {
  const items = Array.from({ length: 50 }, (_, index) => index);
  const sample = sampleOf(items, 10, 3);
  expect(sampleOf(items, 10, 3)).toEqual(sample);
  expect(sample).toEqual(sample.toSorted((a, b) => a - b));
  expect(sampleOf(items, 10, 4)).not.toEqual(sample);
  expect(sampleOf(items, Number.POSITIVE_INFINITY, 3)).toEqual(items);
});
