import { apiPublication } from '@konduct/konnect/kinds/api-publication';
import { signIn } from '@konduct/konnect/kinds/sign-in';
import { describe, expect, test } from 'vitest';
import type { Action, Effect, FieldChange } from '../plan/change.ts';
import type { Decision } from '../plan/decision.ts';
import { type Decided, decisionOn, graphOf, narrows, plain, widens } from './decision.fixture.ts';
import { type Phased, phased } from './phases.ts';

type Dependencies = Readonly<Record<string, readonly string[]>>;

function change(
  address: string,
  environment: string | undefined,
  action: Action,
  fields: readonly FieldChange[],
  more: Decided = {},
): Decision {
  const effects = fields.map(({ effect }) => effect);
  const effect: Effect | undefined = effects.includes('widens') ? 'widens' : effects.find((one) => one === 'narrows');
  return decisionOn(address, {
    ...more,
    change: {
      action,
      fields,
      ...(environment === undefined ? {} : { environment }),
      ...(effect ? { effect } : {}),
    },
  });
}

/** Changes by the phase that they are in without dependencies. */
const narrowing = (address: string, environment?: string) => change(address, environment, 'update', [narrows]);
const building = (address: string, environment?: string) => change(address, environment, 'create', [plain]);
const widening = (address: string, environment?: string) => change(address, environment, 'create', [widens]);
const deletion = (address: string, environment?: string, more: Decided = {}) =>
  change(address, environment, 'delete', [], { node: undefined, ...more });
const withdrawal = (address: string, environment?: string, more: Decided = {}) =>
  deletion(address, environment, { kind: apiPublication, ...more });

/** All changes before each change, directly or through others, in the order of their addresses. */
function orderOf(decisions: readonly Decision[], dependencies: Dependencies = {}, order: Dependencies = {}) {
  const graph = graphOf(decisions, dependencies);
  const needed = new Map([...graph.dependencies, ...Object.entries(dependencies)]);
  const result = phased(graph, decisions, needed, new Map(Object.entries(order)));
  const pairs = result.work.flatMap((item) =>
    item.type === 'gate' ? [] : [[item.address, before(result, item.address)] as const],
  );
  return Object.fromEntries(pairs);
}

function before({ work, dependencies }: Phased, address: string): string[] {
  const items = new Map(work.map((item) => [item.address, item]));
  const found = new Set<string>();
  const open = [address];
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const dependency of dependencies.get(next) ?? [])
      if (items.has(dependency) && !found.has(dependency)) {
        found.add(dependency);
        open.push(dependency);
      }
  return [...found].filter((one) => items.get(one)?.type !== 'gate').sort();
}

describe('in one environment', () => {
  test('access goes first, what widens waits for all else, and deletions end it', () => {
    const all = [
      deletion('d', 'dev'),
      widening('w', 'dev'),
      building('b', 'dev'),
      narrowing('n', 'dev'),
      withdrawal('g', 'dev'),
    ];
    expect(orderOf(all)).toEqual({ n: [], g: [], b: ['g', 'n'], w: ['b', 'g', 'n'], d: ['b', 'g', 'n', 'w'] });
  });

  test('what changes nothing is no work, and nobody waits for it', () => {
    const idle = (['none', 'waiting', 'blocked'] as const).map((action) => change(action, 'dev', action, [widens]));
    expect(orderOf([...idle, widening('w', 'dev')], { w: ['none', 'waiting'] })).toEqual({ w: [] });
  });

  test('a change is in no earlier phase than what it needs', () => {
    const all = [widening('w', 'dev'), building('b', 'dev'), building('behind', 'dev'), widening('other', 'dev')];
    // What is behind a change that widens widens with it, and others that widen do not wait for it.
    expect(orderOf(all, { behind: ['w'] })).toEqual({ b: [], w: ['b'], behind: ['b', 'w'], other: ['b'] });
  });
});

describe('an update that takes access away', () => {
  test.each<[string, Decision, Record<string, string[]>]>([
    ['and does nothing else needs nothing', change('x', 'dev', 'update', [narrows, narrows]), { b: ['x'], x: [] }],
    [
      'and does something else is carried out in two parts if it must wait',
      change('x', 'dev', 'update', [narrows, plain]),
      { 'x#narrowing': [], b: ['x#narrowing'], x: ['b', 'x#narrowing'] },
    ],
    [
      'by adoption, too',
      change('x', 'dev', 'adopt', [narrows]),
      { 'x#narrowing': [], b: ['x#narrowing'], x: ['b', 'x#narrowing'] },
    ],
    [
      'and widens is carried out in two parts',
      change('x', 'dev', 'update', [narrows, widens]),
      { 'x#narrowing': [], b: ['x#narrowing'], x: ['b', 'x#narrowing'] },
    ],
    [
      'of the only object of its kind is one request',
      change('x', 'dev', 'update', [narrows, widens], { kind: signIn }),
      { b: [], x: ['b'] },
    ],
    ['does not exist in a creation', change('x', 'dev', 'create', [narrows, widens]), { b: [], x: ['b'] }],
    ['does not exist in an update of labels alone', change('x', 'dev', 'update', []), { b: [], x: ['b'] }],
  ])('%s', (_, decision, expected) => {
    // `b` is built in the same environment.
    expect(orderOf([building('b', 'dev'), decision], { x: ['b'] })).toEqual(expected);
  });

  test('and something else waits for nothing where it needs nothing', () => {
    expect(orderOf([change('x', 'dev', 'update', [narrows, plain]), building('b', 'dev')])).toEqual({
      x: [],
      b: ['x'],
    });
  });
});

describe('between the organization and its environments', () => {
  test('what widens waits until access is gone on both sides, and builds of the other side do not matter', () => {
    const all = [
      ...[narrowing('n'), building('b'), widening('w')],
      ...[narrowing('dev/n', 'dev'), building('dev/b', 'dev'), widening('dev/w', 'dev')],
      ...[narrowing('prd/n', 'prd'), widening('prd/w', 'prd')],
    ];
    expect(orderOf(all)).toEqual({
      n: [],
      b: ['n'],
      w: ['dev/n', 'n', 'prd/n'],
      'dev/n': [],
      'dev/b': ['dev/n'],
      'dev/w': ['dev/b', 'dev/n', 'n'],
      'prd/n': [],
      'prd/w': ['n', 'prd/n'],
    });
  });

  test('a deletion waits for what widens its environment, and for all if nobody knows its environment', () => {
    const all = [
      ...[widening('w'), deletion('d')],
      ...[widening('dev/w', 'dev'), deletion('dev/d', 'dev')],
      ...[building('prd/b', 'prd')],
    ];
    expect(orderOf(all)).toEqual({
      w: [],
      'dev/w': [],
      'dev/d': ['dev/w'],
      'prd/b': [],
      d: ['dev/w', 'prd/b', 'w'],
    });
  });
});

describe('an environment behind another', () => {
  const dev = [narrowing('dev/n', 'dev'), building('dev/b', 'dev'), widening('dev/w', 'dev'), deletion('dev/d', 'dev')];
  const done = ['dev/b', 'dev/d', 'dev/n', 'dev/w'];

  test.each([
    ['access that goes', narrowing('x', 'prd')],
    ['a creation', building('x', 'prd')],
    ['what widens', widening('x', 'prd')],
    ['a deletion', deletion('x', 'prd')],
  ])('%s begins when everything there is done', (_, decision) => {
    expect(orderOf([...dev, decision], {}, { prd: ['dev'] })).toMatchObject({ x: done });
    expect(orderOf([...dev, decision], {}, { stg: ['dev'] })).not.toMatchObject({ x: done });
  });

  test('and so does the part that takes access away', () => {
    const split = change('x', 'prd', 'update', [narrows, widens]);
    expect(orderOf([...dev, split], {}, { prd: ['dev'] })).toMatchObject({
      'x#narrowing': done,
      x: [...done, 'x#narrowing'],
    });
  });

  test('and the organization does not wait', () => {
    expect(orderOf([building('dev/b', 'dev'), building('b')], {}, { prd: ['dev'] })).toEqual({ 'dev/b': [], b: [] });
  });
});

describe('deletions', () => {
  test('come before those of what they name, and not before themselves', () => {
    const all = [deletion('a', 'dev'), deletion('link', 'dev', { names: ['a', 'link'] })];
    expect(orderOf(all)).toEqual({ link: [], a: ['link'] });
  });

  test('come early if another change takes the name, with the links to what is deleted', () => {
    const all = [
      ...[narrowing('n', 'dev'), building('taker', 'dev'), widening('w', 'dev')],
      ...[deletion('held', 'dev'), deletion('link', 'dev', { names: ['held'] })],
      ...[deletion('behind', 'dev', { names: ['link'] }), deletion('other', 'dev')],
      withdrawal('grant', 'dev', { names: ['held'] }),
    ];
    expect(orderOf(all, { taker: ['held'] })).toEqual({
      n: [],
      grant: [],
      behind: ['grant', 'n'],
      link: ['behind', 'grant', 'n'],
      held: ['behind', 'grant', 'link', 'n'],
      taker: ['behind', 'grant', 'held', 'link', 'n'],
      w: ['behind', 'grant', 'held', 'link', 'n', 'taker'],
      other: ['behind', 'grant', 'held', 'link', 'n', 'taker', 'w'],
    });
  });

  test('that name each other across environments give way in their phases, not in their names', () => {
    const all = [deletion('dev/a', 'dev'), deletion('prd/link', 'prd', { names: ['dev/a'] })];
    expect(orderOf(all, {}, { prd: ['dev'] })).toEqual({ 'dev/a': ['prd/link'], 'prd/link': [] });
  });

  test('that name each other come last', () => {
    const all = [deletion('a', 'dev', { names: ['b'] }), deletion('b', 'dev', { names: ['a'] }), deletion('c', 'dev')];
    expect(Object.keys(orderOf(all))).toEqual(['c', 'a', 'b']);
  });
});
