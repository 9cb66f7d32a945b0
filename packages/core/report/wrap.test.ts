import { expect, test } from 'vitest';
import { wrap } from './wrap.ts';

test('items stand side by side up to the width', () => {
  expect(wrap([], ' ', 6)).toEqual([]);
  expect(wrap(['a', 'bb', 'ccc'], ' ', 6)).toEqual(['a bb', 'ccc']);
});

test('a line that goes on ends with the separator, the last one does not', () => {
  expect(wrap(['one', 'two', 'three'], ', ', 6)).toEqual(['one, two,', 'three']);
  expect(wrap(['far too long', 'b'], ', ', 6)).toEqual(['far too long,', 'b']);
});
