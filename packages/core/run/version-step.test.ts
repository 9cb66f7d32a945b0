import { expect, test } from 'vitest';
import { quietStep } from './version-step.ts';

test.each([
  ['1.0.0', '2.0.0', undefined],
  ['v1', 'v2', undefined],
  ['1.0', '2.0', undefined],
  ['1.2.3', '1.3.0', 'small'],
  ['1.2.3', '1.2.4', 'small'],
  ['1.2.3-rc.1', '1.2.3', 'small'],
  ['2.0.0', '1.9.9', 'back'],
  ['0.1.0', '0.2.0', undefined],
  ['0.1.0', '0.1.1', 'small'],
  ['0.9', '1.0', undefined],
  ['1.0', '1.0', 'same'],
  ['2026-01-01', '2026-06-01', undefined],
  ['2026-01-01', '2026-01-01', 'same'],
  ['next', 'latest', undefined],
  [undefined, '1.0', undefined],
] as const)('%s to %s', (before, after, expected) => {
  expect(quietStep(before, after)).toBe(expected);
});
