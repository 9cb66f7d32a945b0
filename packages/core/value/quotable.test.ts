import { expect, test } from 'vitest';
import { quotable, secretsIn, secretsInProse, secretsInRemote, withoutLogin } from './quotable.ts';

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
  ['https://somebody:password1@host.example/a.git', ['password1']],
  ['https://host.example/a.git?access_token=SECRETSECRET1234', ['SECRETSECRET1234']],
  ['https://host.example/a?x=plainwords#xq7zkkvt', ['xq7zkkvt']],
  ['ssh://SECRETSECRET1234@host.example/a', ['SECRETSECRET1234']],
  ['ghp_Zr7Qw2Xy9LmN4vB6tG8s@github.com:acme/x.git', ['ghp_Zr7Qw2Xy9LmN4vB6tG8s']],
  ['https://KongAirlines@github.com/acme/x.git', []],
  ['https://github.com/acme/x.git', []],
])('what is a secret in a remote is found: %s', (remote, found) => {
  expect(secretsInRemote(remote)).toEqual(found);
});

const random = 'Zr7Qw2Xy9LmN4vB6';

test.each([
  'access_token',
  'apiKey',
  'APIKey',
  'api-key',
  'sig',
  'X-Amz-Signature',
  'auth',
  'client.secret',
  'PASSWORD',
])('a parameter called %s may hold a secret in any text', (name) => {
  expect(secretsInProse(`see https://docs.example/?${name}=q7-xkcd-9&page=2`)).toEqual(['q7-xkcd-9']);
});

test.each(['author', 'design', 'keyword', 'monkey', 'signal', 'bypass', 'credits', 'authority'])(
  'a parameter called %s does not',
  (name) => {
    expect(secretsInProse(`see https://docs.example/?${name}=q7-xkcd-9`)).toEqual([]);
  },
);

test.each([
  'KongAirlines',
  'customer-data',
  'nothing-else',
  'flights-v2',
  'eu-central-1',
  'report-2026',
  'Customer%20Information',
  'jane.doe%40example.com',
])('nothing that people read is a secret, whatever its parameter is called: %s', (value) => {
  const address = `https://wiki.example.com/pages?author=${value}&token=${value}&design=${value}#${value}`;
  expect(secretsInProse(`see ${address} or https://${value}:${value}@wiki.example.com`)).toEqual([]);
});

test.each([
  [`see https://docs.example/?x=${random}`, [random]],
  [`see https://me:${random}@docs.example/`, [random]],
  ['kpat_Zr7Qw2Xy9LmN4vB6: 1\nkpat_Zr7Qw2Xy9LmN4vB6: 2', ['kpat_Zr7Qw2Xy9LmN4vB6']],
  ['see https://docs.example/?environment=production#getting-started', []],
])('what looks like a secret is one wherever it stands: %s', (text, found) => {
  expect(secretsInProse(text)).toEqual(found);
});

test.each([300, 5_000])('what is cut shows no end of a secret: %i characters before it', (length) => {
  const told = quotable(`see https://docs.example/${'x'.repeat(length)}?access_token=${random}${random}`);
  expect(told).toContain('***');
  expect(told).not.toMatch(/vB6|Zr7/);
  const many = quotable(`${'a '.repeat(2_500)}https://me:${random}@docs.example/?access_token=${random}`);
  expect(many).not.toMatch(/vB6|Zr7/);
});
