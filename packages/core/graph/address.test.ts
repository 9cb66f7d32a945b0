import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readableAddress, showAddress } from './address.ts';

// Any text at all, halves of surrogate pairs included: YAML's escapes can write them.
const parts = fc.array(
  fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('\ud800', '\udc00', 'u', 'd', '8', '0', '%', '/', '+', ' ', '@') }),
  ),
  {
    minLength: 1,
    maxLength: 4,
  },
);

test.each([
  [['acme', 'dev', 'flights', 'acme/bookings', 'api'], 'acme/dev/flights/acme%2Fbookings/api'],
  [['acme', 'ann@example.com', 'users'], 'acme/ann@example.com/users'],
  [['a b', 'a+b', 'ä', '%'], 'a+b/a%2Bb/%C3%A4/%25'],
  [['\ud800', '😀'], '%ud800/%F0%9F%98%80'],
])('%j is shown as %s', (address, shown) => {
  expect(showAddress(address)).toBe(shown);
});

test('two addresses are never shown alike', () => {
  fc.assert(
    fc.property(parts, parts, (a, b) => {
      expect(showAddress(a) === showAddress(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
    }),
    { numRuns: 2000 },
  );
});

test('what is shown is plain text without blanks', () => {
  fc.assert(
    fc.property(parts, (address) => {
      expect(showAddress(address)).toMatch(/^[\w\-.!~*'()%@+/]*$/);
    }),
  );
});

test.each([
  ['acme/dev/acme%2Fbookings/api', 'acme/dev/acme/bookings/api'],
  ['a+b/a%2Bb/%C3%A4', 'a b/a+b/ä'],
  ['a%2Fb/%ud800', 'a%2Fb/%ud800'],
])('%s reads %s in a sentence', (address, sentence) => {
  expect(readableAddress(address)).toBe(sentence);
});
