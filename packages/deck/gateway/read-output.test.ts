import { describe, expect, test } from 'vitest';
import { readGatewayOutput } from './read-output.ts';

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

test('changes are sorted: deletions, creations, updates', () => {
  const text = output({
    updating: [entity('service', 'c', { id: '3', host: 'new' }, { id: '3', host: 'old' })],
    creating: [entity('service', 'b', { id: '2' }), entity('route', 'b', { id: '4' })],
    deleting: [entity('service', 'a', { id: '1', host: 'x' })],
  });
  const read = readGatewayOutput(text, []);
  expect(read?.changes.map(({ action, kind, name, fields }) => [action, kind, name, fields])).toEqual([
    ['delete', 'service', 'a', []],
    ['create', 'route', 'b', [{ path: 'id', after: '4' }]],
    ['create', 'service', 'b', [{ path: 'id', after: '2' }]],
    ['update', 'service', 'c', [{ path: 'host', before: 'old', after: 'new' }]],
  ]);
  expect(read?.summary).toEqual({ creates: 2, takeovers: 0, updates: 1, deletes: 1 });
});

describe('secrets', () => {
  const updated = (kind: string, old: object, fresh: object, secrets: string[] = []) =>
    readGatewayOutput(output({ updating: [entity(kind, 'x', fresh, old)] }), secrets)?.changes[0]?.fields;

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
    const read = readGatewayOutput(text, ['tok12345']);
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
  expect(readGatewayOutput(text, [])).toBeUndefined();
});
