import { api } from '@konduct/konnect/kinds/api';
import { apiPublication } from '@konduct/konnect/kinds/api-publication';
import { controlPlane } from '@konduct/konnect/kinds/control-plane';
import { teamRole } from '@konduct/konnect/kinds/team-role';
import { describe, expect, test } from 'vitest';
import type { Kind } from '../kind/kind.ts';
import type { Change } from '../plan/change.ts';
import { changeOf, orphanOf } from '../plan/decision.fixture.ts';
import { blockLinks } from './refused-links.ts';
import { type Blocks, blockSequence } from './sequence.ts';

/** Changes in words: `dev/x creates`. The environment is before the slash, `-` for none. */
const verbs = {
  creates: [api, { action: 'create' }],
  opens: [apiPublication, { action: 'create', effect: 'widens' }],
  closes: [apiPublication, { action: 'update', effect: 'narrows' }],
  withdraws: [teamRole, { action: 'delete', effect: 'narrows' }],
  updates: [api, { action: 'update' }],
  widens: [api, { action: 'update', effect: 'widens' }],
  deletes: [api, { action: 'delete' }],
  replaces: [controlPlane, { action: 'replace' }],
  rests: [api, { action: 'none', effect: 'widens' }],
  waits: [api, { action: 'waiting', effect: 'widens' }],
} as const satisfies Record<string, readonly [Kind, Partial<Change>]>;

const place = { file: 'teams.yaml', start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };

function parse(line: string): Change {
  const [address = '', verb = '', ...after] = line.split(' ');
  const [environment] = address.split('/');
  const found = Object.entries(verbs).find(([name]) => name === verb);
  if (!found) throw new Error(`no such verb: ${verb}`);
  const [kind, more] = found[1];
  return changeOf(kind, address, {
    ...more,
    ...(environment === '-' ? {} : { environment }),
    dependsOn: after.filter((word) => word !== 'after'),
    place,
  });
}

interface Sequence {
  /** One change each: `dev/a creates after dev/b dev/c`. */
  readonly changes: readonly string[];
  /** The addresses that are blocked before. */
  readonly refused: readonly string[];
  /** The environments that each one comes after. */
  readonly order?: Readonly<Record<string, readonly string[]>>;
}

/** What is blocked besides: `dev/a by dev/b`, and the messages. */
function blocked({ changes, refused, order = {} }: Sequence) {
  const parsed = changes.map(parse);
  const before = parsed.filter(({ address }) => refused.includes(address));
  const blocks: Blocks = new Map(
    before.map(({ address, action }) => [address, { by: address, action, code: 'name-taken', reason: 'no' }]),
  );
  const found = blockSequence(parsed, blocks, new Map(Object.entries(order)));
  const added = [...blocks].filter(([address, { by }]) => !refused.includes(address) || by !== address);
  return { found, blocks, added: added.map(([address, { by }]) => `${address} by ${by}`) };
}

describe('while a change of an environment is blocked', () => {
  test.each<[string, Sequence, readonly string[]]>([
    [
      'nothing there becomes visible',
      { changes: ['dev/a updates', 'dev/b opens'], refused: ['dev/a'] },
      ['dev/b by dev/a'],
    ],
    [
      'nothing there is widened',
      { changes: ['dev/a updates', 'dev/b widens'], refused: ['dev/a'] },
      ['dev/b by dev/a'],
    ],
    [
      'nothing there is deleted or made anew',
      { changes: ['dev/a updates', 'dev/b deletes', 'dev/c replaces'], refused: ['dev/a'] },
      ['dev/b by dev/a', 'dev/c by dev/a'],
    ],
    [
      'what shows nothing goes on',
      { changes: ['dev/a updates', 'dev/b creates', 'dev/c updates'], refused: ['dev/a'] },
      [],
    ],
    [
      'access is still withdrawn',
      { changes: ['dev/a updates', 'dev/b closes', 'dev/c withdraws'], refused: ['dev/a'] },
      [],
    ],
    [
      'what writes nothing is left out',
      { changes: ['dev/a updates', 'dev/b rests', 'dev/c waits'], refused: ['dev/a'] },
      [],
    ],
    ['other environments go on', { changes: ['dev/a updates', 'prd/b opens', '-/c opens'], refused: ['dev/a'] }, []],
    [
      'the first one is the reason',
      { changes: ['dev/a updates', 'dev/b updates', 'dev/c opens'], refused: ['dev/a', 'dev/b'] },
      ['dev/c by dev/a'],
    ],
    [
      'what is refused for a reason of its own keeps it',
      {
        changes: ['dev/a updates', 'dev/b opens', 'dev/c creates', 'dev/d updates after dev/c'],
        refused: ['dev/a', 'dev/b', 'dev/c', 'dev/d'],
      },
      [],
    ],
    ['nothing is blocked without a cause', { changes: ['dev/a updates', 'dev/b opens'], refused: [] }, []],
  ])('%s', (_, sequence, added) => {
    expect(blocked(sequence).added).toEqual(added);
  });
});

describe('while the deletion of an object is blocked', () => {
  test('other changes go on, because it shows nothing to more people', () => {
    expect(blocked({ changes: ['dev/a deletes', 'dev/b opens', 'dev/c deletes'], refused: ['dev/a'] }).added).toEqual(
      [],
    );
  });
});

describe('while a withdrawal of access is blocked', () => {
  test.each<[string, Sequence, readonly string[]]>([
    [
      'nothing of its environment is changed, but for other withdrawals',
      {
        changes: ['dev/a withdraws', 'dev/b creates', 'dev/c updates', 'dev/d opens', 'dev/e closes'],
        refused: ['dev/a'],
      },
      ['dev/b by dev/a', 'dev/c by dev/a', 'dev/d by dev/a'],
    ],
    [
      'of an environment, nothing of the organization widens',
      { changes: ['dev/a withdraws', '-/b widens', '-/c updates', '-/d deletes'], refused: ['dev/a'] },
      ['-/b by dev/a', '-/d by dev/a'],
    ],
    [
      'of an environment, other environments go on',
      { changes: ['dev/a withdraws', 'prd/b opens', 'prd/c updates'], refused: ['dev/a'] },
      [],
    ],
    [
      'of the organization, nothing of it is changed and nothing widens in an environment',
      { changes: ['-/a withdraws', '-/b updates', 'dev/c opens', 'dev/d updates', 'dev/e deletes'], refused: ['-/a'] },
      ['-/b by -/a', 'dev/c by -/a', 'dev/e by -/a'],
    ],
    [
      'the one of the environment is the reason before that of the organization',
      { changes: ['-/a withdraws', 'dev/b withdraws', 'dev/c opens'], refused: ['-/a', 'dev/b'] },
      ['dev/c by dev/b'],
    ],
    [
      'it is the reason before other blocked changes',
      { changes: ['dev/a updates', 'dev/b withdraws', 'dev/c opens'], refused: ['dev/a', 'dev/b'] },
      ['dev/c by dev/b'],
    ],
    [
      'the first of the environments is the reason',
      { changes: ['dev/a opens', 'prd/b withdraws', 'qa/c withdraws', '-/d widens'], refused: ['prd/b', 'qa/c'] },
      ['-/d by prd/b'],
    ],
  ])('%s', (_, sequence, added) => {
    expect(blocked(sequence).added).toEqual(added);
  });
});

test('resources of an organization do not wait for each other', () => {
  expect(blocked({ changes: ['-/a updates', '-/b opens', 'dev/c opens'], refused: ['-/a'] }).added).toEqual([]);
});

describe('what needs an object that will not exist', () => {
  test.each<[string, Sequence, readonly string[]]>([
    [
      'is blocked with it, and what needs that as well',
      {
        changes: ['dev/a creates', 'dev/b creates after dev/a', 'dev/c updates after dev/x dev/b'],
        refused: ['dev/a'],
      },
      ['dev/b by dev/a', 'dev/c by dev/a'],
    ],
    [
      'of several, is blocked because of the first',
      { changes: ['dev/a creates', 'dev/b creates', 'dev/c updates after dev/b dev/a'], refused: ['dev/a', 'dev/b'] },
      ['dev/c by dev/b'],
    ],
    [
      'is blocked with a replacement',
      { changes: ['dev/a replaces', 'dev/b updates after dev/a'], refused: ['dev/a'] },
      ['dev/b by dev/a'],
    ],
    [
      'is not blocked with an update: the object exists',
      { changes: ['dev/a updates', 'dev/b updates after dev/a'], refused: ['dev/a'] },
      [],
    ],
    [
      'is not blocked if it writes nothing',
      { changes: ['dev/a creates', 'dev/b rests after dev/a'], refused: ['dev/a'] },
      [],
    ],
  ])('%s', (_, sequence, added) => {
    expect(blocked(sequence).added).toEqual(added);
  });
});

test('a blocked change keeps what it would have done, with the cause in words', () => {
  const { blocks } = blocked({
    changes: ['dev/a updates', 'dev/b opens', 'dev/c creates', 'dev/d updates after dev/c'],
    refused: ['dev/a', 'dev/c'],
  });
  expect(blocks.get('dev/b')).toEqual({
    by: 'dev/a',
    action: 'create',
    code: 'name-taken',
    reason: 'API a has to be dealt with first',
  });
  expect(blocks.get('dev/d')).toEqual({ by: 'dev/c', action: 'update', code: 'name-taken', reason: 'no' });
});

test('a change that the plan itself has blocked counts as blocked', () => {
  const block = { by: 'dev/z', action: 'none', code: 'foreign-owner' } as const;
  const changes = [
    { ...parse('dev/a updates'), action: 'blocked', block } as const,
    parse('dev/b opens'),
    parse('prd/c updates'),
  ];
  const blocks: Blocks = new Map();
  blockSequence(changes, blocks, new Map([['prd', ['dev']]]));
  expect([...blocks].map(([address, { by, code }]) => `${address} by ${by}: ${code}`)).toEqual([
    'dev/b by dev/z: foreign-owner',
    'prd/c by dev/z: environment-blocked',
  ]);
});

test('an environment waits for one in which the plan itself has blocked a change', () => {
  const block = { by: 'dev/z', action: 'none', code: 'foreign-owner' } as const;
  const blocks: Blocks = new Map();
  const changes = [{ ...parse('dev/a updates'), action: 'blocked', block } as const, parse('prd/b updates')];
  blockSequence(changes, blocks, new Map([['prd', ['dev']]]));
  expect([...blocks].map(([address, { by }]) => `${address} by ${by}`)).toEqual(['prd/b by dev/z']);
});

describe('an environment that comes after one with a blocked change', () => {
  const order = { prd: ['qa', 'dev'] };
  test.each<[string, Sequence, readonly string[], readonly string[]]>([
    [
      'is not touched at all, and that is said once',
      { changes: ['dev/a updates', 'prd/b updates', 'prd/c withdraws', 'prd/d rests'], refused: ['dev/a'], order },
      ['prd/b by dev/a', 'prd/c by dev/a'],
      ['Environment prd is not touched: dev, which it depends on, is not in order'],
    ],
    [
      'with nothing to do says nothing',
      { changes: ['dev/a updates', 'prd/b rests', 'prd/c updates'], refused: ['dev/a', 'prd/c'], order },
      [],
      [],
    ],
    [
      'waits for the first of several changes',
      { changes: ['dev/a updates', 'dev/b updates', 'prd/c updates'], refused: ['dev/a', 'dev/b'], order },
      ['prd/c by dev/a'],
      ['Environment prd is not touched: dev, which it depends on, is not in order'],
    ],
    ['goes on after one in order', { changes: ['dev/a updates', 'prd/b updates'], refused: [], order }, [], []],
    [
      'goes on when another one is not in order',
      { changes: ['x/a updates', 'prd/b updates'], refused: ['x/a'], order },
      [],
      [],
    ],
    [
      'holds the next one as well',
      {
        changes: ['dev/a updates', 'qa/b updates', 'prd/c updates'],
        refused: ['dev/a'],
        order: { qa: ['dev'], prd: ['qa'] },
      },
      ['qa/b by dev/a', 'prd/c by dev/a'],
      [
        'Environment qa is not touched: dev, which it depends on, is not in order',
        'Environment prd is not touched: qa, which it depends on, is not in order',
      ],
    ],
    ['that is not of this run', { changes: ['dev/a updates'], refused: ['dev/a'], order }, [], []],
  ])('%s', (_, sequence, added, messages) => {
    const outcome = blocked(sequence);
    expect(outcome.added).toEqual(added);
    expect(outcome.found.map(({ message }) => message)).toEqual(messages);
  });

  test('says which change, and where to look', () => {
    const { found, blocks } = blocked({
      changes: ['dev/x rests', 'dev/a updates', 'prd/b updates'],
      refused: ['dev/a'],
      order,
    });
    expect(found).toMatchObject([
      { code: 'environment-blocked', severity: 'error', at: place, cause: 'API a (dev/a) is blocked' },
    ]);
    expect(blocks.get('prd/b')).toEqual({
      by: 'dev/a',
      action: 'update',
      code: 'environment-blocked',
      reason: 'environment dev, which comes first, is not in order: API a',
    });
  });
});

describe('the deletion of a link', () => {
  const refuse = (address: string, action: 'delete' | 'create'): Blocks =>
    new Map([[address, { by: address, action, code: 'delete-held', reason: 'held' }]]);

  test.each<[string, readonly string[], string | undefined, string, 'delete' | 'create', string | undefined]>([
    ['to an object whose deletion is refused is refused', ['team', 'plane'], undefined, 'plane', 'delete', 'plane'],
    ['to an object that is deleted is not', ['team'], undefined, 'plane', 'delete', undefined],
    ['to an object that is only not created is not', ['plane'], undefined, 'plane', 'create', undefined],
    ['of a refused replacement is refused', [], 'acme/plane', 'acme/plane', 'create', 'acme/plane'],
    ['of another replacement is not', [], 'acme/plane', 'acme/other', 'create', undefined],
    ['of no replacement is not', [], undefined, 'undefined', 'create', undefined],
  ])('%s', (_, names, partOf, refused, action, by) => {
    const blocks = refuse(refused, action);
    blockLinks([orphanOf(teamRole, 'role', partOf === undefined ? {} : { partOf }, { names })], blocks);
    expect(blocks.get('role')).toEqual(
      by === undefined ? undefined : { by, action: 'delete', code: 'delete-held', reason: 'held' },
    );
  });

  test('to two of which both are refused is refused because of the first', () => {
    const blocks: Blocks = new Map([...refuse('team', 'delete'), ...refuse('plane', 'delete')]);
    blockLinks([orphanOf(teamRole, 'role', {}, { names: ['plane', 'team'] })], blocks);
    expect(blocks.get('role')?.by).toBe('plane');
  });

  test('that is refused already keeps its own reason', () => {
    const blocks: Blocks = new Map([
      ...refuse('plane', 'delete'),
      ['role', { by: 'role', action: 'delete', code: 'delete-guard', reason: 'too many' }],
    ]);
    blockLinks([orphanOf(teamRole, 'role', {}, { names: ['plane'] })], blocks);
    expect(blocks.get('role')?.reason).toBe('too many');
  });
});
