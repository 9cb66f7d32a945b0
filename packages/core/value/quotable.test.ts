import { expect, test } from 'vitest';
import { quotable, secretsIn, secretsInManifest, withoutLogin } from './quotable.ts';

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

test('what may be a secret in an address is found', () => {
  expect(
    secretsIn('https://somebody:password1@host.example/{region}?access_token=SECRETSECRET1234&plainword#fragment'),
  ).toEqual(['somebody', 'password1', 'SECRETSECRET1234', 'plainword', 'fragment']);
  expect(secretsIn('https://{region}.api.konghq.com')).toEqual([]);
});

test.each([
  ['remote: "https://somebody:password1@host.example/a.git"', ['somebody', 'password1']],
  ['remote: https://host.example/a.git?access_token=SECRETSECRET1234', ['SECRETSECRET1234']],
  ['git: { remote: "https://host.example/a?x=plainwords#alsoplain" }', ['plainwords', 'alsoplain']],
  ['- remote: ssh://SECRETSECRET1234@host.example/a', ['SECRETSECRET1234']],
  ['kpat_Zr7Qw2Xy9LmN4vB6: 1\nkpat_Zr7Qw2Xy9LmN4vB6: 2', ['kpat_Zr7Qw2Xy9LmN4vB6']],
  ['remote: ghp_Zr7Qw2Xy9LmN4vB6tG8s@github.com:acme/x.git', ['ghp_Zr7Qw2Xy9LmN4vB6tG8s']],
  ['description: see https://docs.example/?environment=production#getting-started', []],
  ['description: see https://docs.example/?api_key=nothing-else', ['nothing-else']],
  ['description: see https://docs.example/?x=Zr7Qw2Xy9LmN4vB6', ['Zr7Qw2Xy9LmN4vB6']],
  ['remote: https://github.com/acme/x.git', []],
])('what may be a secret in a manifest is found: %s', (text, found) => {
  expect(secretsInManifest(text)).toEqual(found);
});
