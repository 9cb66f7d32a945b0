import { expect, test } from 'vitest';
import { outputOf } from './terminal.ts';

function stream(isTTY: boolean) {
  const stream = { isTTY, columns: 100, write: () => true, on: () => stream };
  return stream as unknown as Parameters<typeof outputOf>[0];
}

test.each([
  [{}, true, true],
  [{}, false, false],
  [{ NO_COLOR: '1' }, true, false],
  [{ NO_COLOR: '' }, true, true],
  [{ FORCE_COLOR: '1' }, false, true],
  [{ FORCE_COLOR: '0' }, true, false],
  [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  [{ TERM: 'dumb' }, true, false],
])('%j on a terminal (%s): colours %s', (environment, isTTY, color) => {
  expect(outputOf(stream(isTTY), environment).color).toBe(color);
});

test('a line can be written over only on a terminal', () => {
  expect(outputOf(stream(true), {}).width).toBe(100);
  expect(outputOf(stream(false), { FORCE_COLOR: '1' }).width).toBeUndefined();
});
