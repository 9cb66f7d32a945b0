import { contentHandle } from '@konduct/core/provider/content';
import { expect, test } from 'vitest';
import { handleOfShown, isSameText } from './same-text.ts';

test.each([
  ['a\nb', 'a\nb', true],
  ['a\r\nb\r\n', 'a\nb', true],
  ['a', 'a \n\n', true],
  ['a', ' a', false],
  ['a\nb', 'a b', false],
  ['a', undefined, false],
  [undefined, 'a', false],
  [undefined, undefined, false],
  [7, 7, false],
])('%j and %j are the same text: %s', (one, other, is) => {
  expect(isSameText(one, other)).toBe(is);
});

test('a text of Konnect has the digest of the document that it was made of', () => {
  const [mine, twin] = ['a\nb\n', 'a\r\nb'].map((text) => [contentHandle(text).digest, text] as const);
  const longer = [contentHandle('a\nbc').digest, 'a\nbc'] as const;
  if (!mine || !twin) throw new Error('there is no document');
  expect(handleOfShown('a\nb', new Map([longer, mine]))).toEqual({ digest: mine[0] });
  expect(handleOfShown('a\r\nb', new Map([mine]))).toEqual({ digest: mine[0] });
  // The very same text comes before one that only reads alike.
  expect(handleOfShown('a\r\nb', new Map([mine, twin]))).toEqual({ digest: twin[0] });
  expect(handleOfShown('a\nb', new Map([longer]))).toEqual(contentHandle('a\nb'));
});
