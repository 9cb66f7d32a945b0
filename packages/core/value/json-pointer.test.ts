import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromToken, toToken } from './json-pointer.ts';

test.each([
  ['a/b', 'a~1b'],
  ['m~n', 'm~0n'],
  ['~1', '~01'],
  ['/~0', '~1~00'],
])('%j is %j in a pointer', (name, token) => {
  expect(toToken(name)).toBe(token);
  expect(fromToken(token)).toBe(name);
});

test('any name comes back', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (name) => fromToken(toToken(name)) === name));
});
