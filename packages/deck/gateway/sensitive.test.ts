import { expect, test } from 'vitest';
import { looksSecret } from './sensitive.ts';

test.each([
  '{vault://env/redis-password}',
  '{vault://hcv/team/key}',
  'Bearer abc',
  'https://user:word@a.example',
  'kpat_0123456789abcdef',
  'Hello [masked]',
])('%s is not shown, wherever it stands', (text) => {
  for (const value of [text, ['plain', text], { a: { b: [text] } }]) expect(looksSecret(value)).toBe(true);
});

test.each(['plain', 'a vault', 'https://a.example/path', '', 7, true, null, undefined, [], {}])('%j is', (value) => {
  expect(looksSecret(value)).toBe(false);
});
