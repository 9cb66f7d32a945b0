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

/** An object with a value at a dotted path. */
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
    [
      'in a list of headers for a group of consumers',
      'consumer-group-plugin',
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
    expect(fields).toEqual([{ path, before: '[masked]', after: secret ? '[masked]' : 6 }]);
  });

  test('keys from variables, old and new ones', () => {
    const state = { plugins: [{ name: 'p', config: { table: { [message]: 1, clear: 2 } } }] };
    const entityOf = (table: object) => ({ name: 'p', config: { table } });
    const old = entityOf({ OLDkey77: 1, clear: 2 });
    const fresh = entityOf({ NEWkey88: 1, clear: 2 });
    const text = output({ updating: [entity('plugin', 'p of OLDkey77', fresh, old)] }, { errors: ['NEWkey88 clear'] });
    const read = readGatewayOutput(text, hiding([], state));
    expect(read?.changes[0]).toMatchObject({
      name: 'p of [masked]',
      fields: [{ path: 'config.table', before: '[masked]', after: '[masked]' }],
    });
    expect(read?.errors).toEqual(['[masked] clear']);
    expect(updated('plugin', entityOf({}), entityOf({}), [], state)).toEqual([]);
  });

  test('keys that were there before, unless Kong gives them or the file has them', () => {
    const old = { config: { table: { OLDkey77: 1, same: 'a', minute: 5 }, gone: true, 'OLD.minute': 7 } };
    const fresh = { config: { table: { same: 'b', added: 3 } } };
    expect(updated('plugin', old, fresh)).toEqual([
      { path: 'config.[masked]', before: '[masked]' },
      { path: 'config.gone', before: true },
      { path: 'config.table.[masked]', before: '[masked]' },
      { path: 'config.table.added', after: 3 },
      { path: 'config.table.minute', before: 5 },
      { path: 'config.table.same', before: '[masked]', after: 'b' },
    ]);
  });

  test('keys that hold a value of a variable', () => {
    expect(updated('plugin', {}, { config: { table: { 'x-mykey99': 1 } } }, ['mykey99'])).toEqual([
      { path: 'config.table.x-[masked]', after: 1 },
    ]);
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
    ['plugin', 'config.limit', [5, 10], [9], [5, 10], [9]],
    ['plugin', 'config.limit', 'old', 'new', '[masked]', 'new'],
    ['plugin', 'config.num', 918273645, 1, '[masked]', 1],
    ['plugin', 'config.identifier', 918273645, 1, '[masked]', 1],
    ['plugin', 'config.allow', ['old'], ['new'], '[masked]', ['new']],
    ['plugin', 'config.remove.querystring', ['old'], ['new'], '[masked]', ['new']],
    ['partial', 'config.pin', 42424242, 1, '[masked]', 1],
    ['partial', 'config.port', 6379, 6380, 6379, 6380],
    ['service', 'read_timeout', 5, 9, 5, 9],
    ['service', 'x', 918273645, 1, '[masked]', 1],
    ['plugin', 'config.hide', true, false, true, false],
    ['plugin', 'config.policy', 'local', 'redis', 'local', 'redis'],
    ['plugin', 'config.host', 'old', 'new', '[masked]', 'new'],
    ['plugin', 'enabled', true, false, true, false],
    ['service', 'host', 'a.example', 'b.example', 'a.example', 'b.example'],
    ['service', 'path', '/T0AB12CD/B0X1Y2Z3/a1B2c3D4e5F6g7H8', '/', '[masked]', '/'],
    ['route', 'paths', ['~/flights/(?<id>[^#?/]+)$'], ['/b'], ['~/flights/(?<id>[^#?/]+)$'], ['/b']],
    ['service', 'path', '/hook/GATEWAYSECRETpath', '/', '[masked]', '/'],
    ['service', 'path', '/hook/3f2a9c1e-0b1d-4c3e-9f00-a1b2c3d4e5f6', '/', '[masked]', '/'],
    ['service', 'path', '/hook/123456789', '/', '[masked]', '/'],
    ['service', 'path', '/api/v2/flightDetails', '/', '/api/v2/flightDetails', '/'],
    ['upstream', 'healthchecks.active.http_path', '/GATEWAYSECRETpath', '/', '[masked]', '/'],
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

  test('names of what a transformer removes, and words that are too short, stay in names of entities', () => {
    const transformer = {
      config: { remove: { querystring: ['flights'] }, add: { headers: ['flights:abc', 'X-Key:topsecret'] } },
    };
    const text = output({
      creating: [
        entity('plugin', 'request-transformer', transformer),
        entity('route', 'flights-abc-legacy', {}),
        entity('route', 'for-topsecret', {}),
      ],
    });
    expect(readGatewayOutput(text, hiding([]))?.changes.map(({ name }) => name)).toEqual([
      'request-transformer',
      'flights-abc-legacy',
      'for-[masked]',
    ]);
  });

  test('thousands of credentials are read', () => {
    const creating = Array.from({ length: 5000 }, (_, index) => [
      entity('consumer', `user-${index}`, { username: `user-${index}` }),
      entity('key-auth', `x${index}`, { key: `the-key-${index * 7919}`, consumer: { username: `user-${index}` } }),
    ]).flat();
    expect(readGatewayOutput(output({ creating }), hiding(['token123']))?.changes.length).toBe(10_000);
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
