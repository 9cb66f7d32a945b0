import { expect, test } from 'vitest';
import { quotable, secretsIn, withoutLogin } from './quotable.ts';

test.each([
  ['The key `kpat_Zr7Qw2Xy9LmN4vB6` is here twice', 'The key `***` is here twice'],
  ['ghp_Zr7Qw2Xy9LmN4vB6tG8s@github.com:acme/x.git', '***@github.com:acme/x.git'],
  ['The team `ghp_demo` is fine', 'The team `ghp_demo` is fine'],
])('no token is repeated: %s', (text, told) => {
  expect(quotable(text)).toBe(told);
});

test('nothing is repeated at a length that nobody reads', () => {
  const name = 'x'.repeat(1_000_000);
  expect(quotable(`The name "${name}" is long`).length).toBeLessThan(400);
  expect(quotable(`The name "${'x '.repeat(1_000_000)}" is long`).length).toBeLessThanOrEqual(4_000);
  expect(quotable(`${'a '.repeat(1_999)}kpat_${'Q'.repeat(6_000)}`)).not.toContain('Q');
});

test('an address keeps its host and path', () => {
  expect(withoutLogin('https://me:pa/ss@host.example/a.git?access_token=x#y')).toBe(
    'https://***@host.example/a.git?***',
  );
  expect(withoutLogin('http://127.0.0.1:1/{region}')).toBe('http://127.0.0.1:1/{region}');
});

test('what may be a secret is found', () => {
  const text =
    'remote: "https://somebody:password1@host.example/a.git?access_token=SECRETSECRET1234"\nkpat_Zr7Qw2Xy9LmN4vB6: 1';
  expect(secretsIn(text)).toEqual([
    'kpat_Zr7Qw2Xy9LmN4vB6',
    'somebody',
    'password1',
    'access_token',
    'SECRETSECRET1234',
  ]);
  expect(secretsIn('remote: https://github.com/acme/x.git')).toEqual([]);
});
