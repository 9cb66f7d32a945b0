import { expect, test } from 'vitest';
import { checkLabel, checkLength } from './check-name.ts';

const airplane = '🛩';

test('a character outside the basic plane counts once, as in Konnect', () => {
  expect(airplane).toHaveLength(2);
  expect(checkLength('The description', airplane.repeat(250), 1, 250, undefined)).toEqual([]);
  const [refused] = checkLength('The description', airplane.repeat(251), 1, 250, undefined);
  expect(refused).toMatchObject({ code: 'name-refused', message: 'The description has 251 characters' });
});

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
