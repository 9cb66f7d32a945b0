import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { loadManifest } from './load.ts';
import { type ManifestAddress, nodeAt, parseAddress, showAddress } from './moved.ts';

const plain = fc.string({ minLength: 1, maxLength: 8 }).filter((key) => !key.includes('/'));
const address: fc.Arbitrary<ManifestAddress> = fc.oneof(
  fc.record({ kind: fc.constantFrom('team' as const, 'organization' as const), keys: fc.tuple(plain) }),
  fc.record({ kind: fc.constant('environment' as const), keys: fc.tuple(plain, plain) }),
  fc.record({
    kind: fc.constant('service' as const),
    keys: fc.tuple(
      fc.oneof(plain, fc.constant('services')),
      fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('a/b', 'a/services/b', 'services/services', '/')),
    ),
  }),
);

test('an address reads as it is written, whatever the keys are', () => {
  fc.assert(
    fc.property(address, (given) => {
      expect(parseAddress(showAddress(given))).toEqual(given);
    }),
  );
});

test.each([
  '',
  'teams',
  'teams/',
  'teams//services/x',
  'teams/a/services',
  'teams/a/services/',
  'team/a',
  'organizations/o/environments/e/teams/a',
])('%j is no address', (text) => {
  expect(parseAddress(text)).toBeUndefined();
});

test('entries say what moved, from which keys to which, and where they stand', () => {
  const text = [
    'teams: {a: {services: {acme/x: {name: x}}}, b: }',
    'moved:',
    '  - {from: teams/b/services/acme/services/x, to: teams/a/services/acme/x}',
    '  - {from: teams/old, to: teams/b}',
  ].join('\n');
  const { moved } = loadManifest([{ path: 'm.yaml', text }]).manifest;
  expect(moved).toMatchObject([
    { kind: 'service', from: ['b', 'acme/services/x'], to: ['a', 'acme/x'], at: { start: { line: 3, column: 5 } } },
    { kind: 'team', from: ['old'], to: ['b'], at: { start: { line: 4, column: 5 } } },
  ]);
});

test('lists of several files are put behind each other, and each entry keeps its place', () => {
  const files = ['a', 'b'].map((team) => ({
    path: `${team}.yaml`,
    text: `teams: {${team}: }\nmoved: [{from: teams/old-${team}, to: teams/${team}}]`,
  }));
  const { moved } = loadManifest(files).manifest;
  expect(moved.map(({ to, at }) => [to, at?.file])).toEqual([
    [['a'], 'a.yaml'],
    [['b'], 'b.yaml'],
  ]);
});

test('what is accepted goes from what is gone to what is there, one to one; what is not is reported', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const entry = fc.record({ from: fc.constantFrom(...names), to: fc.constantFrom(...names) });
  fc.assert(
    fc.property(fc.subarray(names), fc.array(entry, { maxLength: 6 }), (teams, entries) => {
      const text = stringify({
        platform: { name: 'acme' },
        teams: Object.fromEntries(teams.map((team) => [team, {}])),
        moved: entries.map(({ from, to }) => ({ from: `teams/${from}`, to: `teams/${to}` })),
      });
      const { manifest, diagnostics } = loadManifest([{ path: 'm.yaml', text }]);
      const { moved } = manifest;
      for (const { kind, from, to } of moved) {
        expect(nodeAt(manifest, { kind, keys: from })).toBeUndefined();
        expect(nodeAt(manifest, { kind, keys: to })).toBeDefined();
      }
      expect(new Set(moved.map(({ from }) => from[0])).size).toBe(moved.length);
      expect(new Set(moved.map(({ to }) => to[0])).size).toBe(moved.length);
      expect(moved.length === entries.length).toBe(diagnostics.length === 0);
    }),
  );
});
