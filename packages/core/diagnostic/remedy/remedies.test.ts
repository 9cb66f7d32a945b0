import { expect, test } from 'vitest';
import { diagnosticCodes } from '../codes.ts';
import { remedies } from './remedies.ts';

const all = Object.values(remedies).flatMap((section) => Object.entries(section));

test('every code has one remedy, in the order of the codes', () => {
  expect(all.map(([code]) => code)).toEqual(Object.keys(diagnosticCodes));
});

test.each(all)('the remedy of %s is a line of whole sentences', (_, fix) => {
  expect(fix).toMatch(/^(?:[A-Z]|decK).*\.$/);
});
