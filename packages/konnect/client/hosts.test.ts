import { UserError } from '@konduct/core/diagnostic/user-error';
import { describe, expect, test } from 'vitest';
import { defaultKonnectUrl, isLoopback, parseKonnectUrl } from './hosts.ts';

function diagnosticOf(parse: () => unknown) {
  try {
    parse();
  } catch (error) {
    if (error instanceof UserError) return error.diagnostics[0];
    throw error;
  }
  return undefined;
}

describe('a template', () => {
  test.each([
    [defaultKonnectUrl, 'https://eu.api.konghq.com', 'https://global.api.konghq.com'],
    ['http://127.0.0.1:8080/{region}', 'http://127.0.0.1:8080/eu', 'http://127.0.0.1:8080/global'],
    [
      'https://gateway.example/konnect/{region}/ ',
      'https://gateway.example/konnect/eu',
      'https://gateway.example/konnect/global',
    ],
    ['http://[::1]:8080/{region}', 'http://[::1]:8080/eu', 'http://[::1]:8080/global'],
  ])('%s is filled in', (template, eu, global) => {
    const url = parseKonnectUrl(template);
    expect([url.base('eu'), url.base('global')]).toEqual([eu, global]);
    expect(eu.startsWith(url.protocol)).toBe(true);
  });

  test.each([
    ['https://api.example', 'konnect-url "https://api.example" lacks {region}'],
    ['', 'konnect-url "" lacks {region}'],
    ['{region}.api.example', 'konnect-url "{region}.api.example" is not a URL'],
    ['ftp://{region}.api.example', 'konnect-url "ftp://{region}.api.example" is neither https nor http'],
    ['https://{region}.api.example?x', 'konnect-url "https://{region}.api.example?***" has a query or a fragment'],
    ['https://api.example?r={region}', 'konnect-url "https://api.example?***" has a query or a fragment'],
    ['https://api.example:44{region}', 'konnect-url "https://api.example:44{region}" is not a URL'],
    ['http://{region}.api.example', 'konnect-url "http://{region}.api.example" would send the token in clear'],
    [
      'http://127.0.0.1.evil.example/{region}',
      'konnect-url "http://127.0.0.1.evil.example/{region}" would send the token in clear',
    ],
    ['https://user:hunter2@{region}.api.example', 'konnect-url "https://***@{region}.api.example" holds credentials'],
    ['https://{region}:hunter2@api.example', 'konnect-url "https://***@api.example" holds credentials'],
  ])('%s is refused', (template, message) => {
    expect(diagnosticOf(() => parseKonnectUrl(template))).toMatchObject({
      code: 'konnect-url-invalid',
      message,
      fix: expect.any(String),
    });
  });

  test('http elsewhere can be allowed', () => {
    expect(parseKonnectUrl('http://{region}.api.example', true).base('us')).toBe('http://us.api.example');
  });
});

test.each(['evil.example/', 'eu.evil', 'EU', '', 'a'.repeat(17), 'eu#', '..', '1eu'])(
  '%o is no region, and gets no token',
  (scope) => {
    const url = parseKonnectUrl(defaultKonnectUrl);
    expect(diagnosticOf(() => url.base(scope))).toMatchObject({ code: 'region-unknown' });
  },
);

test.each(['localhost', '127.0.0.1', '127.8.9.1', '[::1]'])('%s is this machine', (name) =>
  expect(isLoopback(name)).toBe(true),
);
test.each(['0.0.0.0', 'eu.localhost', 'localhost.example', '127.evil.example', '10.0.0.1'])('%s is not', (name) =>
  expect(isLoopback(name)).toBe(false),
);
