import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { World } from '../graph/world.ts';
import { nodeOf, resources } from '../plan/planning.fixture.ts';
import { type AdoptMode, adoptionProblem } from '../policy/adoption.ts';
import type { Labels, ObservedObject } from '../provider/provider.ts';
import { addressKey, addressKeyOf, addressLabelValue } from './labels.ts';
import { matchObject } from './match.ts';
import { ObjectList } from './observation.ts';

const platform = resources(`
  - {id: api, kind: API, region: eu, template: {name: bookings, version: "2"}}
  - {id: other, kind: API, region: eu, template: {name: prices}}
  - {id: team, kind: Team, template: {name: flights}}
  - {id: plane, kind: ControlPlane, region: eu, template: {name: flights-dev}}
  - {id: link, kind: APIPublication, region: eu, template: {api_id: a, portal_id: p}}
`);
const address = (id: string) => ({ 'konduct-address': addressLabelValue(`acme/${id}`) });
const ours = (id: string) => ({ 'konduct-owner': 'acme', ...address(id) });
const gone = { 'konduct-owner': 'acme', 'konduct-address': 'gone-0123456789abcdef' };
const koctl = { 'ko-konnect-orchestrator': 'true' };

/** `id: name version@created`, then labels. */
function object(id: string, fields: Record<string, unknown>, labels: Labels = {}): ObservedObject {
  return { fields: { id, name: 'bookings', ...fields }, labels };
}

function match(
  id: string,
  objects: readonly ObservedObject[],
  adopt: AdoptMode = 'by-name',
  previous: readonly string[] = [],
) {
  const node = nodeOf(platform, `acme/${id}`);
  const { fields } = node.evaluate(new World());
  const declared = new Set(platform.graph.nodes.map(addressKeyOf));
  const found = matchObject(node, fields, new ObjectList(node.kind, objects), {
    owners: new Set(['acme']),
    isDeclared: (key) => declared.has(key),
    previousKeys: () => previous.map((name) => addressKey(`acme/${name}`)),
    adoptionProblem: (kind, candidate) => adoptionProblem(kind, candidate, adopt),
  });
  switch (found.type) {
    case 'none':
      return 'none';
    case 'owned':
      return [`owned ${found.object.fields.id}`, ...found.others].join(' beside ');
    case 'moved':
    case 'adopt':
      return `${found.type} ${found.object.fields.id}: ${found.reason}`;
    case 'refused':
      return `refused: ${found.reason}`;
  }
}

describe('an object with our labels', () => {
  test.each([
    ['is it, whatever its name', 'api', [object('1', { name: 'old' }, ours('api'))], 'owned 1'],
    ['before one with the name', 'api', [object('1', {}), object('2', { name: 'old' }, ours('api'))], 'owned 2'],
    [
      'of which there are several: one that agrees, and the others are told',
      'api',
      [
        object('1', { version: '1', created_at: '2026-02-01' }, ours('api')),
        object('2', { version: '2', created_at: '2026-01-01' }, ours('api')),
        object('3', { version: '1', created_at: '2026-03-01' }, ours('api')),
      ],
      'owned 2 beside 1 beside 3',
    ],
    [
      'of which two runs at once made two: the oldest',
      'api',
      [
        object('1', { version: '2', created_at: '2026-02-01' }, ours('api')),
        object('2', { version: '2', created_at: '2026-01-01' }, ours('api')),
      ],
      'owned 2 beside 1',
    ],
    [
      'of which there are several: one with the name before one that agrees else',
      'api',
      [object('1', { name: 'old', version: '2' }, ours('api')), object('2', { version: '1' }, ours('api'))],
      'owned 2 beside 1',
    ],
    [
      'of which there are several without a date: the one without comes first, as the oldest',
      'api',
      [object('1', { created_at: '2026-01-01' }, ours('api')), object('2', {}, ours('api'))],
      'owned 2 beside 1',
    ],
    [
      'but that belongs to another owner',
      'api',
      [object('1', { name: 'old' }, { ...ours('api'), 'konduct-owner': 'globex' })],
      'none',
    ],
  ] as [string, string, ObservedObject[], string][])('%s', (_, id, objects, said) => {
    expect(match(id, objects)).toBe(said);
  });
});

describe('an object with the label of an address from before a rename', () => {
  const before = (name: string, owner = 'acme') => ({ ...ours(name), 'konduct-owner': owner });
  test.each([
    [
      'is it, whatever its name',
      [object('1', { name: 'x' }, before('old'))],
      ['old'],
      /^moved 1: moved from acme-old-/,
    ],
    [
      'of several addresses: the first that has one',
      [object('1', { name: 'x' }, before('older')), object('2', { name: 'y' }, before('old'))],
      ['oldest', 'old', 'older'],
      /^moved 2: moved from acme-old-/,
    ],
    ['but not one of another owner', [object('1', { name: 'x' }, before('old', 'globex'))], ['old'], /^none$/],
    [
      'but not before one of this address',
      [object('1', { name: 'x' }, before('old')), object('2', { name: 'y' }, ours('api'))],
      ['old'],
      /^owned 2$/,
    ],
    ['but not of an address that nobody had', [object('1', { name: 'x' }, before('old'))], [], /^none$/],
  ] as [string, ObservedObject[], string[], RegExp][])('%s', (_, objects, previous, said) => {
    expect(match('api', objects, 'by-name', previous)).toMatch(said);
  });
});

describe('an object without our labels', () => {
  test.each([
    ['no object', 'api', [], 'none'],
    ['another name', 'api', [object('1', { name: 'x' })], 'none'],
    ['its name', 'api', [object('1', {})], 'adopt 1: found by name'],
    ['one of koctl', 'api', [object('1', {}, koctl)], 'adopt 1: found by name'],
    [
      'several: the version wanted',
      'api',
      [
        object('1', { version: '1', created_at: '2026-03-01' }),
        object('2', { version: '2', created_at: '2026-01-01' }),
        object('3', {}),
      ],
      'adopt 2: found by name; 2 more with the same name left alone: 1, 3',
    ],
    [
      'several: else the newest',
      'api',
      [
        object('1', { created_at: '2026-01-01' }),
        object('2', { created_at: '2026-03-01' }),
        object('3', { created_at: '2026-02-01' }),
      ],
      'adopt 2: found by name; 2 more with the same name left alone: 1, 3',
    ],
    [
      'several: one with a date before one without',
      'api',
      [object('1', {}), object('2', { created_at: '2026-01-01' })],
      'adopt 2: found by name; 1 more with the same name left alone: 1',
    ],
    [
      'several of one age: by id',
      'api',
      [object('2', {}), object('1', {})],
      'adopt 1: found by name; 1 more with the same name left alone: 2',
    ],
    [
      'of another owner',
      'api',
      [object('1', {}, { 'konduct-owner': 'globex' })],
      'refused: it belongs to another platform repository, "globex"',
    ],
    [
      'of kongctl',
      'api',
      [object('1', {}, { 'KONGCTL-namespace': 'a' })],
      'refused: it belongs to kongctl, namespace "a"',
    ],
    [
      'of another owner, beside one that is free',
      'api',
      [object('1', {}, { 'konduct-owner': 'globex' }), object('2', {})],
      'adopt 2: found by name',
    ],
    [
      "of Konnect's own",
      'team',
      [object('1', { name: 'flights', system_team: true })],
      'refused: the team belongs to Konnect itself',
    ],
    ['ours, for something that is gone', 'api', [object('1', {}, gone)], 'moved 1: moved from gone-0123456789abcdef'],
    [
      'ours, without an address',
      'api',
      [object('1', {}, { 'konduct-owner': 'acme' })],
      'moved 1: ours, without an address',
    ],
    [
      'ours, with a label that is no address',
      'api',
      [object('1', {}, { ...gone, 'konduct-address': 'by-hand' })],
      'moved 1: moved from by-hand',
    ],
    [
      'ours, for another resource here',
      'api',
      [object('1', {}, ours('other'))],
      `refused: it already stands for another resource, ${address('other')['konduct-address']}`,
    ],
    [
      'ours before one that is newer',
      'api',
      [object('1', { created_at: '2026-01-01' }, gone), object('2', { version: '2', created_at: '2026-03-01' })],
      'moved 1: moved from gone-0123456789abcdef; 1 more with the same name left alone: 2',
    ],
  ] as [string, string, ObservedObject[], string][])('%s', (_, id, objects, said) => {
    expect(match(id, objects)).toBe(said);
  });
});

describe('what may be adopted', () => {
  const free = object('1', {});
  const theirs = object('2', {}, koctl);
  test.each([
    ['none', [free], 'refused: it exists and is not managed from here'],
    ['none', [theirs], 'refused: it exists and is not managed from here'],
    ['none', [object('1', {}, gone)], 'moved 1: moved from gone-0123456789abcdef'],
    ['koctl', [free], 'refused: it exists and koctl did not make it'],
    ['koctl', [theirs], 'adopt 2: found by name'],
    ['koctl', [object('0', { version: '2' }), theirs], 'adopt 2: found by name'],
    ['koctl', [object('1', {}, gone)], 'moved 1: moved from gone-0123456789abcdef'],
  ] as [AdoptMode, ObservedObject[], string][])('%s %#', (mode, objects, said) => {
    expect(match('api', objects, mode)).toBe(said);
  });

  test('koctl does not mark control planes: those with the name count as its own', () => {
    const plane = object('1', { name: 'flights-dev' });
    expect(match('plane', [plane], 'koctl')).toBe('adopt 1: found by name');
    expect(match('plane', [plane], 'none')).toMatch(/^refused/);
  });
});

test('what has no labels belongs to what it hangs on', () => {
  const link = (id: string, portal: string): ObservedObject => ({
    fields: { api_id: 'a', portal_id: portal, created_at: id },
    labels: {},
  });
  for (const adopt of ['by-name', 'koctl', 'none'] as const) {
    expect(match('link', [link('1', 'p'), link('2', 'q')], adopt)).toMatch(/^owned/);
    expect(match('link', [link('1', 'q')], adopt)).toBe('none');
  }
});

test('the order of the objects in a list is irrelevant', () => {
  const labels = fc.constantFrom<Labels>({}, koctl, gone, ours('api'), ours('other'), { 'konduct-owner': 'globex' });
  const objects = fc
    .uniqueArray(
      fc.record({
        id: fc.stringMatching(/^[a-z]{3}$/),
        version: fc.constantFrom('1', '2', undefined),
        created_at: fc.constantFrom('2026-01-01', '2026-02-01'),
        labels,
      }),
      { selector: ({ id }) => id, maxLength: 6 },
    )
    .map((items) => items.map(({ id, labels: all, ...fields }) => object(id, fields, all)));
  const modes = fc.constantFrom<AdoptMode>('by-name', 'koctl', 'none');
  fc.assert(
    fc.property(objects, fc.infiniteStream(fc.nat()), modes, (list, numbers, adopt) => {
      const shuffled = list
        .map((item) => [numbers.next().value, item] as const)
        .sort(([a], [b]) => a - b)
        .map(([, item]) => item);
      expect(match('api', shuffled, adopt)).toBe(match('api', list, adopt));
    }),
  );
});
