import { expect, test } from 'vitest';
import { Masking } from './masking.ts';

const secret = 'S3cret/value+with"quotes"==';

test.each([
  ['as it is', secret],
  ['in JSON', JSON.stringify(secret)],
  ['in a URL', `https://x.example/?k=${encodeURIComponent(secret)}`],
  ['in Base64', Buffer.from(secret).toString('base64')],
  ['in Base64 with something before it', Buffer.from(`a:${secret}`).toString('base64')],
  ['with blanks around it', ` ${secret}\n`],
])('%s', (_, text) => {
  const clean = new Masking([secret]).apply(`before ${text} after`);
  expect(clean).toContain('[masked]');
  for (let at = 0; at + 8 <= secret.length; at += 1) expect(clean).not.toContain(secret.slice(at, at + 8));
});

test('in JSON as Go writes it', () => {
  expect(new Masking(['a<b>&"c']).apply('it says: "a\\u003cb\\u003e\\u0026\\"c"')).toBe('it says: "[masked]"');
});

test('every line of a key', () => {
  const key = '-----BEGIN KEY-----\nMIIEvQIBADANBgkq\nhkiG9w0BAQEFAASC\n-----END KEY-----';
  expect(new Masking([key]).apply('it says: hkiG9w0BAQEFAASC')).toBe('it says: [masked]');
});

test('what is too short to be a secret garbles nothing', () => {
  expect(new Masking(['a', '', '80']).apply('a path on port 80')).toBe('a path on port 80');
});

test('the longer of two that overlap goes first', () => {
  expect(new Masking(['token', 'token-and-more']).apply('token-and-more')).toBe('[masked]');
});
