import { expect, test } from 'vitest';
import { checkLabel } from './check-name.ts';

test('a length is told by what it is and what it may be', () => {
  expect(checkLabel('The name', 'a'.repeat(63), undefined)).toEqual([]);
  expect(checkLabel('The name', 'a'.repeat(64), undefined)).toMatchObject([
    {
      message: `The name "${'a'.repeat(64)}" has 64 characters`,
      cause: 'Konnect takes 1 to 63 here.',
      fix: 'Shorten it.',
    },
  ]);
  expect(checkLabel('The name', '', undefined)).toMatchObject([
    { message: 'The name "" has 0 characters', fix: 'Lengthen it.' },
  ]);
});
