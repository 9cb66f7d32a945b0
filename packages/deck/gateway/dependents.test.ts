import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EntityChange } from './change.ts';
import { findDependents } from './dependents.ts';
import { readDump } from './inventory.ts';

type Item = Readonly<Record<string, unknown>>;

function found(dump: Item, deleted: readonly string[], written: readonly string[] = []): string[] {
  const inventory = readDump(JSON.stringify(dump));
  if (!inventory) throw new Error('the dump cannot be read');
  const change = (action: EntityChange['action']) => (id: string) => ({
    action,
    kind: 'any',
    name: id,
    id,
    fields: [],
  });
  const changes = [...deleted.map(change('delete')), ...written.map(change('create'))];
  return findDependents(changes, inventory).map(({ address, on, effect }) => `${address} ${effect} ${on.id}`);
}

const tags = ['konduct'];

describe('what depends on a deleted entity and is not ours', () => {
  test.each<[string, Item, readonly string[]]>([
    ['a plugin in it', { services: [{ id: 'x', tags, plugins: [{ id: 'p' }] }] }, ['p goes-along x']],
    ['a filter chain in it', { services: [{ id: 'x', tags, filter_chains: [{ id: 'f' }] }] }, ['f goes-along x']],
    ['a target', { upstreams: [{ id: 'x', tags, targets: [{ id: 't' }] }] }, ['t goes-along x']],
    ['an SNI', { certificates: [{ id: 'x', tags, snis: [{ id: 's' }] }] }, ['s goes-along x']],
    ['a plugin of a group', { consumer_groups: [{ id: 'x', tags, plugins: [{ id: 'p' }] }] }, ['p goes-along x']],
    [
      'credentials and plugins of a consumer',
      { consumers: [{ id: 'x', tags, plugins: [{ id: 'p' }], acls: [{ id: 'a' }], jwt_secrets: [{ id: 'j' }] }] },
      ['a goes-along x', 'j goes-along x', 'p goes-along x'],
    ],
    [
      'a key by the name of its set, within an object',
      { key_sets: [{ id: 'x', name: 'set', tags }], keys: [{ id: 'k', set: { name: 'set' } }] },
      ['k goes-along x'],
    ],
    [
      'a plugin of two by their names',
      {
        services: [{ id: 'x', name: 'flights', tags }],
        consumers: [{ id: 'c', username: 'flights' }],
        plugins: [
          { id: 'p', service: 'flights', consumer: 'flights' },
          { id: 'q', consumer: 'flights' },
        ],
      },
      ['p goes-along x'],
    ],
    ['a plugin by an id', { routes: [{ id: 'x', tags }], plugins: [{ id: 'p', route: 'x' }] }, ['p goes-along x']],
    [
      'a membership',
      { consumer_groups: [{ id: 'x', name: 'gold', tags }], consumers: [{ id: 'c', groups: [{ name: 'gold' }] }] },
      ['x/c goes-along x'],
    ],
    [
      'mtls-auth with a CA certificate',
      {
        ca_certificates: [{ id: 'x', tags }],
        consumers: [{ id: 'c', mtls_auth_credentials: [{ id: 'm', ca_certificate: { id: 'x' } }] }],
      },
      ['m goes-along x'],
    ],
    [
      'services and plugins with a CA certificate',
      {
        ca_certificates: [{ id: 'x', tags }],
        services: [{ id: 's', ca_certificates: ['x'] }],
        plugins: [{ id: 'p', config: { ca_certificates: ['x'] } }],
      },
      ['p stands-in-the-way x', 's stands-in-the-way x'],
    ],
    [
      'services and upstreams with a certificate',
      {
        certificates: [{ id: 'x', tags }],
        services: [{ id: 's', client_certificate: 'x' }],
        upstreams: [{ id: 'u', client_certificate: { id: 'x' } }],
      },
      ['s stands-in-the-way x', 'u stands-in-the-way x'],
    ],
    [
      'a plugin with a partial',
      { partials: [{ id: 'x', tags }], plugins: [{ id: 'p', partials: [{ id: 'x', path: 'config.redis' }] }] },
      ['p stands-in-the-way x'],
    ],
    [
      'a route, which keeps what is on it',
      { services: [{ id: 'x', tags, routes: [{ id: 'r', plugins: [{ id: 'p' }] }] }] },
      ['r stands-in-the-way x'],
    ],
    ['nothing that is ours', { services: [{ id: 'x', tags, plugins: [{ id: 'p', tags }] }] }, []],
    [
      'nothing on another',
      {
        services: [
          { id: 'x', tags },
          { id: 'y', tags, plugins: [{ id: 'p' }] },
        ],
      },
      [],
    ],
    [
      'nothing that has the same name in another kind',
      {
        services: [{ id: 'x', name: 'a', tags }],
        plugins: [{ id: 'p', route: 'a' }],
        routes: [{ id: 'r', name: 'a' }],
      },
      [],
    ],
  ])('%s', (_, dump, expected) => {
    expect(found(dump, ['x'])).toEqual(expected);
    expect(found(dump, [])).toEqual([]);
  });

  test('not what the diff deletes or writes itself', () => {
    const dump = { services: [{ id: 'x', tags, plugins: [{ id: 'p' }, { id: 'q' }] }] };
    expect(found(dump, ['x', 'p'], ['q'])).toEqual([]);
    expect(found(dump, ['x'], ['q'])).toEqual(['p goes-along x']);
  });
});

test('exactly the plugins of others whose service or route is deleted, wherever the dump has them', () => {
  const plugin = fc.record({
    of: fc.constantFrom('s0', 's1', 'r0', 'r1', 'none'),
    nested: fc.boolean(),
    byName: fc.boolean(),
    ours: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.array(plugin, { maxLength: 8 }),
      fc.subarray(['s0', 's1', 'r0', 'r1']),
      fc.subarray(['p0', 'p1', 'p2']),
      (plugins, owners, own) => {
        const all = plugins.map((one, index) => ({ ...one, id: `p${index}` }));
        const item = ({ id, ours }: (typeof all)[number]) => ({ id, ...(ours ? { tags } : {}) });
        const within = (owner: string) => all.filter(({ of, nested }) => nested && of === owner).map(item);
        const flat = all
          .filter(({ of, nested }) => !nested || of === 'none')
          .map((one) => {
            const reference = one.byName ? `name of ${one.of}` : one.of;
            const field = one.of.startsWith('s') ? 'service' : 'route';
            return { ...item(one), ...(one.of === 'none' ? {} : { [field]: reference }) };
          });
        const dump = {
          services: ['0', '1'].map((n) => ({
            id: `s${n}`,
            name: `name of s${n}`,
            tags,
            plugins: within(`s${n}`),
            routes: [{ id: `r${n}`, name: `name of r${n}`, tags, plugins: within(`r${n}`) }],
          })),
          plugins: flat,
        };
        const expected = all.filter(({ id, of, ours }) => !ours && owners.includes(of) && !own.includes(id));
        expect(found(dump, [...owners, ...own])).toEqual(expected.map(({ id, of }) => `${id} goes-along ${of}`));
      },
    ),
  );
});
