import { api } from '@konduct/konnect/kinds/api';
import { controlPlane } from '@konduct/konnect/kinds/control-plane';
import { portal } from '@konduct/konnect/kinds/portal';
import { describe, expect, test } from 'vitest';
import type { Change } from '../plan/change.ts';
import { decisionOf, objectOf, observationOf, orphanOf } from '../plan/decision.fixture.ts';
import type { Decision, Orphan } from '../plan/decision.ts';
import type { Fields, Labels, ObservedObject } from '../provider/provider.ts';
import { refuseTakenNames } from './names.ts';
import type { Blocks } from './sequence.ts';

/** The API with a version in Konnect that takes the name in most of these tests. */
const theirs = objectOf({ id: 'their-id', name: 'bookings', version: '1' });
const ours = objectOf({ id: 'our-id', name: 'seats', version: '1' });

/** A decision about an API that gets these values; for an existing one, only the changed fields are in the change. */
function decision(action: Change['action'], after: Fields, observed?: ObservedObject): Decision {
  const fields = Object.entries(after).map(([path, value]) => ({ path, after: value }));
  return decisionOf(api, 'acme/api', { action, fields }, observed ? { observed } : {});
}

interface Run {
  readonly decisions: readonly Decision[];
  readonly deleted?: readonly Orphan[];
  readonly has: readonly ObservedObject[];
  readonly blocked?: readonly string[];
}

function refused({ decisions, deleted = [], has, blocked = [] }: Run) {
  const before = { by: 'x', action: 'delete', code: 'delete-held', reason: 'held' } as const;
  const blocks: Blocks = new Map(blocked.map((address) => [address, before]));
  const found = refuseTakenNames(decisions, deleted, observationOf([api, ...has]), blocks);
  return { found, blocks, addresses: [...blocks].flatMap(([address, block]) => (block === before ? [] : [address])) };
}

const bookings = { name: 'bookings', version: '1' };

describe('a name that an object has already', () => {
  test.each<[string, Run, boolean]>([
    ['of a creation', { decisions: [decision('create', bookings)], has: [ours, theirs] }, true],
    [
      'of another version is another name',
      { decisions: [decision('create', { ...bookings, version: '2' })], has: [theirs] },
      false,
    ],
    ['of nobody', { decisions: [decision('create', bookings)], has: [ours] }, false],
    ['of an update', { decisions: [decision('update', { name: 'bookings' }, ours)], has: [theirs, ours] }, true],
    ['of an adoption', { decisions: [decision('adopt', { name: 'bookings' }, ours)], has: [theirs, ours] }, true],
    [
      'of an update that does not change it',
      { decisions: [decision('update', { description: 'x' }, objectOf({ ...bookings, id: 'o' }))], has: [theirs] },
      false,
    ],
    [
      'of an update back to its own value',
      { decisions: [decision('update', { name: 'bookings' }, theirs)], has: [theirs] },
      false,
    ],
    [
      'of a replacement, which is made with all fields',
      { decisions: [decision('replace', { cluster: 'x' }, objectOf({ ...bookings, id: 'o' }))], has: [theirs] },
      true,
    ],
    ['of what is not written', { decisions: [decision('waiting', bookings)], has: [theirs] }, false],
    [
      'of what is blocked anyway',
      { decisions: [decision('create', bookings)], has: [theirs], blocked: ['acme/api'] },
      false,
    ],
    [
      'of which a part is not known yet',
      { decisions: [decision('create', { name: 'bookings' })], has: [theirs] },
      false,
    ],
    [
      'of which a part is known of neither',
      { decisions: [decision('create', { name: 'bookings' })], has: [objectOf({ name: 'bookings' })] },
      false,
    ],
    [
      'of an update of more than the name',
      { decisions: [decision('update', { description: 'x', name: 'bookings' }, ours)], has: [theirs, ours] },
      true,
    ],
    [
      'of an object without a version',
      { decisions: [decision('create', bookings)], has: [objectOf({ name: 'bookings' })] },
      false,
    ],
    [
      'of an object that is deleted in this run',
      {
        decisions: [decision('create', bookings)],
        deleted: [orphanOf(api, 'old', {}, { observed: theirs })],
        has: [theirs],
      },
      false,
    ],
    [
      'of an object whose deletion is refused',
      {
        decisions: [decision('create', bookings)],
        deleted: [orphanOf(api, 'old', {}, { observed: theirs })],
        has: [theirs],
        blocked: ['old'],
      },
      true,
    ],
    [
      'of an object that gets another one in this run',
      {
        decisions: [
          decision('create', bookings),
          decisionOf(
            api,
            'acme/other',
            { action: 'update', fields: [{ path: 'name', after: 'x' }] },
            { observed: theirs },
          ),
        ],
        has: [theirs],
      },
      false,
    ],
    [
      'of an object of ours that keeps it',
      {
        decisions: [
          decision('create', bookings),
          decisionOf(api, 'acme/other', { action: 'none' }, { observed: theirs }),
        ],
        has: [theirs],
      },
      true,
    ],
    [
      'of an object of ours whose new name is not written now',
      {
        decisions: [
          decision('create', bookings),
          decisionOf(
            api,
            'acme/other',
            { action: 'waiting', fields: [{ path: 'name', after: 'x' }] },
            { observed: theirs },
          ),
        ],
        has: [theirs],
      },
      true,
    ],
  ])('%s', (_, run, isRefused) => {
    expect(refused(run).addresses).toEqual(isRefused ? ['acme/api'] : []);
  });
});

test('a kind of which two may have the same name is never refused', () => {
  const creation = decisionOf(portal, 'acme/portal', {
    action: 'create',
    fields: [{ path: 'display_name', after: 'x' }],
  });
  const has = observationOf([portal, objectOf({ display_name: 'x' })]);
  expect(refuseTakenNames([{ ...creation, kind: { ...portal, unique: [] } }], [], has, new Map())).toEqual([]);
});

test('each set of fields is looked at on its own, and one refusal is enough', () => {
  const kind = { ...controlPlane, unique: [['name'], ['description']] };
  const has = observationOf([kind, objectOf({ id: '1', name: 'a', description: 'b' })]);
  const creation = (fields: Fields) =>
    decisionOf(kind, 'acme/plane', {
      action: 'create',
      fields: Object.entries(fields).map(([path, after]) => ({ path, after })),
    });
  const reasons = (fields: Fields) =>
    refuseTakenNames([creation(fields)], [], has, new Map()).map(({ cause }) => cause);
  expect(reasons({ name: 'a', description: 'x' })).toEqual(['Konnect lets no two of them have the same name']);
  expect(reasons({ name: 'x', description: 'b' })).toEqual(['Konnect lets no two of them have the same description']);
  expect(reasons({ name: 'a', description: 'b' })).toEqual(['Konnect lets no two of them have the same name']);
  expect(reasons({ name: 'b', description: 'a' })).toEqual([]);
});

test('two changes to one name are each refused, and objects of other regions are not in the way', () => {
  const other = decisionOf(api, 'acme/second', decision('create', bookings).change, {});
  const second = { ...other, change: { ...other.change, address: 'acme/second' } };
  expect(refused({ decisions: [decision('create', bookings), second], has: [theirs] }).addresses).toEqual([
    'acme/api',
    'acme/second',
  ]);
  const elsewhere = decision('create', bookings);
  const moved = { ...elsewhere, change: { ...elsewhere.change, region: 'us' } };
  expect(refused({ decisions: [moved], has: [theirs] }).addresses).toEqual([]);
});

describe('the refusal', () => {
  const range = (line: number) => ({ file: 'teams.yaml', start: { line, column: 1 }, end: { line, column: 2 } });

  test.each<[string, Labels, string]>([
    ['of somebody', {}, 'the API their-id has name "bookings", version "1" already'],
    [
      'of koctl',
      { 'ko-konnect-orchestrator': 'true' },
      'the API their-id, which koctl made has name "bookings", version "1" already',
    ],
  ])('says which object %s has it', (_, labels, reason) => {
    const { found, blocks } = refused({
      decisions: [decision('create', bookings)],
      has: [{ ...theirs, labels }],
    });
    expect(blocks.get('acme/api')).toEqual({ by: 'acme/api', action: 'create', code: 'name-taken', reason });
    expect(found).toMatchObject([
      {
        severity: 'error',
        message: `API api (acme/api) cannot be written: ${reason}`,
        cause: 'Konnect lets no two of them have the same name and version',
      },
    ]);
  });

  test.each<[string, Partial<Change>, number]>([
    [
      'of the first such field',
      {
        fields: [
          { path: 'description', after: 'x', place: range(2) },
          { path: 'name', after: 'bookings', place: range(3) },
          { path: 'version', after: '1', place: range(4) },
        ],
        place: range(1),
      },
      3,
    ],
    [
      'of the resource, where the field has none',
      { fields: [{ path: 'name', after: 'bookings' }], place: range(1) },
      1,
    ],
  ])('has the place %s', (_, change, line) => {
    const decisions = [decisionOf(api, 'acme/api', { action: 'update', ...change }, { observed: ours })];
    expect(refused({ decisions, has: [theirs, ours] }).found[0]?.at?.start.line).toBe(line);
  });
});
