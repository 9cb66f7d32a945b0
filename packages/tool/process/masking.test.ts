import fc from 'fast-check';
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

test('of two that overlap nothing is left', () => {
  expect(new Masking(['token', 'kensecretvalue']).apply('a tokensecretvalue here')).toBe('a [masked] here');
  expect(new Masking(['tokensecret', 'secretvalue']).apply('tokensecretvalue')).toBe('[masked]');
  expect(new Masking(['secret']).apply('secretsecret')).toBe('[masked][masked]');
});

test('others are added to those that are known, and none is a form of a form', () => {
  const both = new Masking([secret]).and(['another#one']);
  expect(both.apply(`${secret} ${encodeURIComponent('another#one')}`)).toBe('[masked] [masked]');
  expect(both.finds(encodeURIComponent(secret))).toBe(true);
  expect(both.finds(encodeURIComponent(encodeURIComponent(secret)))).toBe(false);
});

test('any form of any value is masked, wherever it stands', () => {
  const value = fc.string({ minLength: 8, maxLength: 40, unit: fc.constantFrom(...'abcAB01+/="\\< ') });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 6 }), fc.nat(5), fc.string(), (values, index, around) => {
      const one = values[index % values.length] ?? '';
      const masking = new Masking(values.slice(1)).and(values.slice(0, 1));
      for (const form of [one, JSON.stringify(one).slice(1, -1), encodeURIComponent(one)]) {
        expect(masking.finds(`${around}${form}${around}`)).toBe(true);
        expect(masking.apply(`<${form}>`).replaceAll('[masked]', '')).not.toContain(form);
      }
    }),
  );
});

test('thousands of values are looked for in thousands of texts', () => {
  const keys = Array.from({ length: 20_000 }, (_, index) => `key-of-${index * 7919}-tail`);
  const masking = new Masking(['token']).and(keys);
  for (const key of keys) expect(masking.apply(`consumer ${key}`)).toBe('consumer [masked]');
});
