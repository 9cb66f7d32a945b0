import { Masking } from '@konduct/tool/process/masking';
import { describe, expect, test } from 'vitest';
import { readGatewayOutput } from './read-output.ts';
import { SecretPlaces } from './secret-places.ts';

const hiding = (values: readonly string[], state?: object) => ({
  secrets: { masking: new Masking(values), places: new SecretPlaces(state) },
});

const entity = (kind: string, name: string, fresh: object, old: object | null = null) => ({
  kind,
  name,
  body: { new: fresh, old },
});

const output = (changes: object, more: object = {}) =>
  JSON.stringify({
    changes: { creating: [], updating: [], deleting: [], ...changes },
    summary: { creating: 0, updating: 0, deleting: 0, total: 0 },
    warnings: [],
    errors: [],
    ...more,
  });

/** A value at a dotted path. */
function at(path: string, value: unknown): object {
  return path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as object;
}

test('changes are sorted: deletions, creations, updates', () => {
  const text = output({
    updating: [entity('service', 'c', { id: '3', host: 'new' }, { id: '3', host: 'old' })],
    creating: [entity('service', 'b', { id: '2' }), entity('route', 'b', { id: '4' })],
    deleting: [entity('service', 'a', { id: '1', host: 'x' })],
  });
  const read = readGatewayOutput(text, hiding([]));
  expect(read?.changes.map(({ action, kind, name, fields }) => [action, kind, name, fields])).toEqual([
    ['delete', 'service', 'a', []],
    ['create', 'route', 'b', [{ path: 'id', after: '4' }]],
    ['create', 'service', 'b', [{ path: 'id', after: '2' }]],
    ['update', 'service', 'c', [{ path: 'host', before: 'old', after: 'new' }]],
  ]);
  expect(read?.summary).toEqual({ creates: 2, takeovers: 0, updates: 1, deletes: 1 });
});

describe('secrets', () => {
  const updated = (kind: string, old: object, fresh: object, secrets: string[] = [], state?: object) =>
    readGatewayOutput(output({ updating: [entity(kind, 'x', fresh, old)] }), hiding(secrets, state))?.changes[0]
      ?.fields;
  const shown = (kind: string, path: string, old: unknown, fresh: unknown) =>
    (updated(kind, at(path, old), at(path, fresh)) ?? []).map(({ before, after }) => [before, after]);

  test.each([
    ['a credential', 'key-auth', { key: 'oldkey12' }, { key: 'newkey12' }],
    [
      'a field that says so',
      'plugin',
      { config: { client_secret: 'oldone' } },
      { config: { client_secret: 'newone' } },
    ],
    [
      'deep inside',
      'plugin',
      { config: { redis: { password: 'oldone' } } },
      { config: { redis: { password: 'newone' } } },
    ],
    [
      'in a list of headers',
      'plugin',
      { config: { add: { headers: ['X: old1'] } } },
      { config: { add: { headers: ['X: new1'] } } },
    ],
    ['a URL with a password', 'plugin', { config: { url: 'https://u:oldpw@h' } }, { config: { url: 'https://h' } }],
    ['what decK masked', 'service', { host: 'old.example' }, { host: '[masked]' }],
    ['a certificate', 'certificate', { cert: 'old', key: 'old' }, { cert: 'new', key: 'new' }],
    ['a private key in a text', 'plugin', { config: { text: '-----BEGIN RSA' } }, { config: { text: 'none' } }],
  ])('%s', (_, kind, old, fresh) => {
    const fields = updated(kind, old, fresh) ?? [];
    expect(fields.length).toBeGreaterThan(0);
    for (const field of fields) expect(field).toMatchObject({ before: '[masked]', after: '[masked]' });
  });

  test('a value from a variable, with what was there before it', () => {
    expect(updated('service', { host: 'before' }, { host: 'my+value=' }, ['my+value='])).toEqual([
      { path: 'host', before: '[masked]', after: '[masked]' },
    ]);
    expect(updated('plugin', { config: { minute: 5 } }, { config: { minute: 4321 } }, ['4321'])).toEqual([
      { path: 'config.minute', before: '[masked]', after: '[masked]' },
    ]);
  });

  const message = '${{ env "DECK_MSG" }}';
  test.each([
    ['a field', { plugins: [{ name: 'p', config: { message } }] }, 'config.message', true],
    ['a part of it', { plugins: [{ name: 'p', config: { message: `hello ${message}` } }] }, 'config.message', true],
    ['a list', { plugins: [{ name: 'p', config: { message: ['a', message] } }] }, 'config.message', true],
    ['inside of a list', { plugins: [{ name: 'p', config: { message: [{ a: message }] } }] }, 'config.message', true],
    ['a key', { plugins: [{ name: 'p', config: { message: { [message]: 1 } } }] }, 'config.message.foo', true],
    ['what a field is in', { plugins: [{ name: 'p', config: message }] }, 'config.message', true],
    [
      'deep inside',
      { services: [{ routes: [{ plugins: [{ name: 'p', config: { message } }] }] }] },
      'config.message',
      true,
    ],
    [
      'a plugin without a name of its own',
      { plugins: [{ name: message, config: { message } }] },
      'config.message',
      true,
    ],
    ['a shared setting', { _plugin_configs: { c: { message } } }, 'config.message', true],
    ['a kind that nobody knows', { things: [{ config: { message } }] }, 'config.message', true],
    ['another field', { plugins: [{ name: 'p', config: { body: message } }] }, 'config.message', false],
    ['another plugin', { plugins: [{ name: 'q', config: { message } }] }, 'config.message', false],
    ['another kind', { services: [{ name: 'p', config: { message } }] }, 'config.message', false],
  ])('what stands where a variable is filled in: %s', (_, state, path, secret) => {
    const entityOf = (value: unknown) => ({ name: 'p', ...at(path, value) });
    const fields = updated('plugin', entityOf(5), entityOf(6), [], state);
    expect(fields).toEqual([{ path, before: secret ? '[masked]' : 5, after: secret ? '[masked]' : 6 }]);
  });

  test('the address of a service in one', () => {
    const fields = updated('service', { host: 'a', port: 1 }, { host: 'b', port: 2 }, [], {
      services: [{ url: message }],
    });
    expect(fields?.map(({ before, after }) => [before, after])).toEqual([
      ['[masked]', '[masked]'],
      ['[masked]', '[masked]'],
    ]);
  });

  test.each([
    ['plugin', 'config.message', 'old', 'new', '[masked]', 'new'],
    ['plugin', 'config.message', 'old', undefined, '[masked]', undefined],
    ['plugin', 'config.minute', 5, 9, 5, 9],
    ['plugin', 'config.hide', true, false, true, false],
    ['plugin', 'config.policy', 'local', 'redis', 'local', 'redis'],
    ['plugin', 'config.host', 'old', 'new', '[masked]', 'new'],
    ['plugin', 'enabled', true, false, true, false],
    ['service', 'host', 'a.example', 'b.example', 'a.example', 'b.example'],
    ['service', 'path', '/T0AB12CD/B0X1Y2Z3/a1B2c3D4e5F6g7H8', '/', '[masked]', '/'],
    ['route', 'paths', ['~/flights/(?<id>[^#?/]+)$'], ['/b'], ['~/flights/(?<id>[^#?/]+)$'], ['/b']],
    ['route', 'headers.x', ['old'], ['new'], '[masked]', ['new']],
    ['vault', 'config.prefix', 'old', 'new', '[masked]', '[masked]'],
  ])('what was there before is shown where it is plain: %s %s', (kind, path, old, fresh, before, after) => {
    expect(shown(kind, path, old, fresh)).toEqual([[before, after]]);
  });

  test('what is no secret is shown', () => {
    expect(
      updated('plugin', { config: { minute: 5, key_names: ['a'] } }, { config: { minute: 6, key_names: ['b'] } }),
    ).toEqual([
      { path: 'config.key_names', before: ['a'], after: ['b'] },
      { path: 'config.minute', before: 5, after: 6 },
    ]);
  });

  test('names of credentials, errors and warnings do not show them', () => {
    const key = entity('key-auth', 'ecret for consumer bob', {
      id: 'abcdefgh-1',
      key: 'topsecret',
      consumer: { username: 'bob' },
    });
    const text = output(
      { creating: [key] },
      { errors: ['PUT {"key":"topsecret"}\nfailed'], warnings: ['token tok12345'] },
    );
    const read = readGatewayOutput(text, hiding(['tok12345']));
    expect(read).toMatchObject({ errors: ['PUT {"key":"[masked]"} failed'], warnings: ['token [masked]'] });
    expect(read?.changes[0]?.name).toBe('abcdefgh of bob');
    expect(JSON.stringify(read)).not.toMatch(/topsecret|tok12345|ecret for/);
  });
});

test.each([
  '',
  'no JSON',
  '[]',
  '{}',
  '{"changes":{},"summary":{}}',
  output({ creating: [7] }),
  output({ creating: [{ kind: 1 }] }),
])('what is no report: %j', (text) => {
  expect(readGatewayOutput(text, hiding([]))).toBeUndefined();
});
