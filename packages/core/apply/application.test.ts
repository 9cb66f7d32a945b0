import { portal } from '@konduct/konnect/kinds/portal';
import { signIn } from '@konduct/konnect/kinds/sign-in';
import { describe, expect, test } from 'vitest';
import { finding } from '../diagnostic/finding.ts';
import { UserError } from '../diagnostic/user-error.ts';
import { idOf, nodeAt } from '../graph/node.fixture.ts';
import { World } from '../graph/world.ts';
import type { Decision } from '../plan/decision.ts';
import { Memory, type MemoryOptions } from '../provider/memory.fixture.ts';
import { startOf } from '../source/range.ts';
import { type ApplyInput, apply } from './apply.ts';
import { type Decided, decisionOn, graphOf, plannedOf } from './decision.fixture.ts';
import type { Progress, Result } from './result.ts';

const make = (address: string, more: Decided = {}, change: Decided['change'] = {}) =>
  decisionOn(address, { given: { name: address }, ...more, change: { action: 'create', ...change } });

async function applied(
  decisions: readonly Decision[],
  {
    dependencies,
    memory = new Memory(),
    ...more
  }: Partial<ApplyInput> & { dependencies?: Record<string, string[]>; memory?: Memory } = {},
) {
  const world = new World();
  const events: Progress[] = [];
  const results = await apply({
    graph: graphOf(decisions, dependencies),
    planned: plannedOf(decisions, world),
    provider: memory,
    concurrency: 1,
    signal: new AbortController().signal,
    onProgress: (event) => events.push(event),
    ...more,
  });
  return { results, events, memory, world, shown: results.map(shown) };
}

function shown({ outcome, address, reason }: Result): string {
  return `${outcome} ${address}${reason === undefined ? '' : `: ${reason}`}`;
}

function failing(error: Error, ...addresses: string[]): MemoryOptions {
  return { answer: ({ address }) => (addresses.includes(address) ? error : undefined) };
}
const refused = (...messages: string[]) =>
  new UserError(messages.map((message) => finding('konnect-rejected', message, undefined)));

describe('results', () => {
  test('are those of changes with something to do, in the order of the decisions, with kind and action', async () => {
    const idle = decisionOn('idle', { change: { action: 'none' } });
    const { results } = await applied([make('b'), idle, make('a')]);
    expect(results).toEqual([
      { address: 'b', kind: 'Portal', action: 'create', outcome: 'applied' },
      { address: 'a', kind: 'Portal', action: 'create', outcome: 'applied' },
    ]);
  });

  test('of what the plan keeps back are its reasons, and nothing is written', async () => {
    const waiting = decisionOn('w', { change: { action: 'waiting', reason: 'a portal' } });
    const blocked = decisionOn('b', { change: { action: 'blocked' } });
    const { shown: told, memory } = await applied([waiting, blocked]);
    expect(told).toEqual(['waiting w: a portal', 'blocked b']);
    expect(memory.calls).toEqual([]);
  });

  test('of a failure have every message, and the first finding at the place of the resource', async () => {
    const [place, other] = [startOf('manifest.yaml'), startOf('other.yaml')];
    const memory = new Memory(failing(refused('one', 'two'), 'a'));
    const [result] = (await applied([make('a', {}, { place })], { memory })).results;
    expect(result).toMatchObject({ outcome: 'failed', reason: 'one; two', diagnostic: { message: 'one', at: place } });
    const placed = new UserError([finding('konnect-rejected', 'no', other)]);
    const [kept] = (await applied([make('a', {}, { place })], { memory: new Memory(failing(placed, 'a')) })).results;
    expect(kept?.diagnostic?.at).toEqual(other);
    const [placeless] = (await applied([make('a')], { memory: new Memory(failing(refused('no'), 'a')) })).results;
    expect(placeless?.diagnostic).not.toHaveProperty('at');
    const [wordless] = (await applied([make('a')], { memory: new Memory(failing(refused(), 'a')) })).results;
    expect(wordless).not.toHaveProperty('diagnostic');
  });
});

describe('what hangs on a resource', () => {
  const behind = (of: string, address: string) => make(address, { given: { name: address, description: idOf(of) } });
  const chain = [make('a'), behind('a', 'b'), behind('b', 'c'), make('d')];
  const dependencies = { b: ['a'], c: ['b'] };

  test('is written with its values', async () => {
    const { memory, shown: told } = await applied(chain, { dependencies });
    expect(told).toEqual(['applied a', 'applied b', 'applied c', 'applied d']);
    const [a] = memory.all(portal);
    expect(memory.writes.find(({ write }) => write.address === 'b')?.write.desired.description).toBe(a?.fields.id);
  });

  test('is skipped behind a failure, with its root', async () => {
    const memory = new Memory(failing(refused('no'), 'a'));
    expect((await applied(chain, { dependencies, memory })).shown).toEqual([
      'failed a: no',
      'skipped b: a failed',
      'skipped c: a failed',
      'applied d',
    ]);
  });

  test('waits behind a person, with the same reason', async () => {
    const memory = new Memory({ answer: ({ address }) => (address === 'a' ? { pending: 'ann' } : undefined) });
    expect((await applied(chain, { dependencies, memory })).shown).toEqual([
      'waiting a: ann',
      'waiting b: ann',
      'waiting c: ann',
      'applied d',
    ]);
  });

  test('waits behind what is not ready, with the condition', async () => {
    const problem = finding('expression-failed', 'no', undefined);
    for (const [notReady, diagnostic] of [
      [{ reason: 'it has no domain' }, undefined],
      [{ reason: 'it has no domain', problem }, problem],
    ] as const) {
      const node = nodeAt('acme/a%2Fb', portal, { name: 'a' }, { notReady: () => notReady });
      const all = [make('acme/a%2Fb', { node }), behind('acme/a%2Fb', 'b')];
      const { results, world } = await applied(all, { dependencies: { b: ['acme/a%2Fb'] } });
      expect(results.map(shown)).toEqual(['applied acme/a%2Fb', 'waiting b: acme/a/b: it has no domain']);
      expect(results[0]?.diagnostic).toBe(diagnostic);
      expect(world.heldBecause('acme/a%2Fb')).toBe('it has no domain');
    }
  });

  test('waits behind what waits by the plan, unless that exists', async () => {
    const waiting = (observed?: boolean) =>
      decisionOn('a', {
        ...(observed ? { observed: { fields: {}, labels: {} } } : {}),
        change: { action: 'waiting', reason: 'a portal' },
      });
    const all = (observed: boolean) => [waiting(observed), make('b')];
    expect((await applied(all(false), { dependencies: { b: ['a'] } })).shown).toEqual([
      'waiting a: a portal',
      'waiting b: a portal',
    ]);
    expect((await applied(all(true), { dependencies: { b: ['a'] } })).shown).toEqual([
      'waiting a: a portal',
      'applied b',
    ]);
  });

  test('goes on behind what needs no change', async () => {
    const idle = decisionOn('a', { change: { action: 'none' } });
    expect((await applied([idle, make('b')], { dependencies: { b: ['a'] } })).shown).toEqual(['applied b']);
  });

  test('waits for a value that is not known when its turn comes', async () => {
    expect((await applied([behind('elsewhere', 'b')])).shown).toEqual(['waiting b: elsewhere']);
  });
});

describe('progress', () => {
  test('is told of each change that begins and ends, and the numbers add up', async () => {
    const memory = new Memory(failing(refused('no'), 'a'));
    const waiting = decisionOn('w', { change: { action: 'waiting', reason: 'x' } });
    const { events } = await applied([make('a'), make('b'), waiting], { dependencies: { b: ['a'] }, memory });
    expect(events).toEqual([
      { event: 'started', organization: 'acme', address: 'a', kind: 'Portal', action: 'create' },
      expect.objectContaining({ event: 'finished', organization: 'acme', done: 1, total: 2 }),
      expect.objectContaining({ event: 'finished', done: 2, total: 2 }),
    ]);
  });
});

test('a run that is stopped begins nothing more', async () => {
  const { shown: told, memory } = await applied([make('a'), make('b')], {
    dependencies: { b: ['a'] },
    signal: AbortSignal.abort(),
  });
  expect(told).toEqual(['skipped a: the run was stopped', 'skipped b: the run was stopped']);
  expect(memory.calls).toEqual([]);
});

test('a defect is thrown after all else is done, the first of several', async () => {
  const [defect, other] = [new TypeError('ours'), new TypeError('ours, too')];
  const memory = new Memory({
    answer: ({ address }) => (address === 'a' ? defect : address === 'c' ? other : undefined),
  });
  const all = [make('a'), make('b'), make('c'), make('d')];
  const error = await applied(all, { dependencies: { b: ['a'] }, memory }).catch((reason: unknown) => reason);
  expect(error).toBe(defect);
  expect(memory.writes.map(({ write }) => write.address)).toEqual(['a', 'c', 'd']);
  const one = new Memory(failing(defect, 'a'));
  expect(await applied([make('a')], { memory: one }).catch((reason: unknown) => reason)).toBe(defect);
});

describe('a change in two parts', () => {
  const fields = [
    { path: 'rbac_enabled', effect: 'narrows' },
    { path: 'authentication_enabled', effect: 'widens' },
  ] as const;
  const given = { name: 'dev', rbac_enabled: true, authentication_enabled: false };

  async function twoParts(options: MemoryOptions) {
    const memory = new Memory(options);
    const observed = memory.put(portal, 'eu', { name: 'dev', rbac_enabled: false, authentication_enabled: true });
    const split = decisionOn('split', {
      given,
      observed,
      changed: ['rbac_enabled', 'authentication_enabled'],
      change: { fields, effect: 'widens', environment: 'dev' },
    });
    const other = make('other', {}, { environment: 'dev' });
    return applied([split, other], { memory });
  }

  test('takes access away first, then goes on from the object as that left it', async () => {
    const { memory, shown: told, events } = await twoParts({});
    expect(told).toEqual(['applied split', 'applied other']);
    expect(memory.writes.map(({ write }) => write.address)).toEqual(['split', 'other', 'split']);
    expect(memory.writes[0]?.write).toMatchObject({ desired: { rbac_enabled: true, authentication_enabled: true } });
    expect(memory.writes[2]).toMatchObject({ write: { observed: { fields: { rbac_enabled: true } } } });
    // Both parts are one change.
    expect(events.filter(({ event }) => event === 'started')).toHaveLength(2);
    expect(events.at(-1)).toMatchObject({ done: 2, total: 2 });
  });

  test('fails with its first part, once, and keeps back what waits for it', async () => {
    const { memory, shown: told, events } = await twoParts(failing(refused('no'), 'split'));
    expect(told).toEqual(['failed split: no', 'skipped other: split failed']);
    expect(memory.writes).toHaveLength(1);
    expect(events.filter(({ event }) => event === 'finished')).toHaveLength(2);
  });
});

test('objects without a resource are deleted, or their labels are written', async () => {
  const memory = new Memory();
  const observed = memory.put(portal, 'eu', { name: 'gone' }, { 'konduct-owner': 'acme' });
  const kept = memory.put(portal, 'eu', { name: 'kept' });
  const { shown: told } = await applied(
    [
      decisionOn('kept', { node: undefined, observed: kept, labels: { team: 'x' }, change: { action: 'update' } }),
      decisionOn('gone', { node: undefined, observed, change: { action: 'delete' } }),
    ],
    { memory },
  );
  expect(told).toEqual(['applied kept', 'applied gone']);
  expect(memory.all(portal)).toMatchObject([{ fields: { name: 'kept' }, labels: { team: 'x' } }]);
});

test('environments come after those that they depend on', async () => {
  const all = [make('prd', {}, { environment: 'prd' }), make('dev', {}, { environment: 'dev' })];
  const writes = async (more: Partial<ApplyInput>) =>
    (await applied(all, more)).memory.writes.map(({ write }) => write.address);
  expect(await writes({})).toEqual(['prd', 'dev']);
  expect(await writes({ environmentOrder: new Map([['prd', ['dev']]]) })).toEqual(['dev', 'prd']);
});

test('the only object of its kind is changed in one request', async () => {
  const memory = new Memory();
  const observed = memory.put(signIn, 'global', { basic_auth_enabled: true, konnect_mapping_enabled: true });
  const decision = decisionOn('signIn', {
    kind: signIn,
    given: { konnect_mapping_enabled: false },
    observed,
    changed: ['konnect_mapping_enabled'],
    change: {
      fields: [
        { path: 'konnect_mapping_enabled', effect: 'narrows' },
        { path: 'x', effect: 'widens' },
      ],
      effect: 'widens',
    },
  });
  await applied([decision], { memory });
  expect(memory.writes).toHaveLength(1);
});
