import { describe, expect, test } from 'vitest';
import type { Kind } from '../kind/kind.ts';
import { applyNodes, graphOf, linesOfNodes, madeUp, planOfNodes, text } from '../plan/made-up.fixture.ts';
import { Memory } from '../provider/memory.fixture.ts';
import { idOf, nodeAt } from './node.fixture.ts';
import { objectionTo } from './objection.ts';

const source = madeUp('Source');
/** A lock whose mode `key` needs a key, and that is never opened while it is held. */
const lock: Kind = madeUp('Lock', {
  fields: {
    name: { ...text, required: true },
    mode: text,
    box: { type: 'object', description: 'A box.', properties: { key: text, note: text } },
  },
  objection: ({ mode, box }, observed) => {
    const { key } = (box ?? {}) as { key?: string };
    if (mode === 'key' && key === undefined)
      return { path: 'mode', problem: 'needs `box.key`', cause: 'A lock has one', fix: 'Give it a key.' };
    if (mode === 'open' && observed?.mode === 'held')
      return { path: 'mode', problem: 'cannot be `open` at once', fix: 'Release it first.' };
    return undefined;
  },
});
const unknown = (path: string) => ({ path, expression: 'x.id', on: 'acme/x' });

describe('an objection', () => {
  const node = nodeAt('acme/lock', lock);

  test('names the field, the resource, the cause and the fix', () => {
    expect(objectionTo(node, { fields: { mode: 'key' }, unknowns: [] })).toEqual({
      severity: 'error',
      code: 'kind-objection',
      message: '`mode` of the Lock acme/lock needs `box.key`',
      cause: 'A lock has one',
      fix: 'Give it a key.',
      at: node.place,
    });
  });

  test.each([
    ['a value that is not known yet', { mode: 'key', box: { note: 'x' } }, 'box.key'],
    ['an object that is not known yet', { mode: 'key' }, 'box'],
    ['a member of an object of which nothing is known', { mode: 'key' }, 'box.key'],
  ])('waits for %s', (_, fields, path) => {
    expect(objectionTo(node, { fields, unknowns: [unknown(path)] })).toBeUndefined();
  });

  test('does not wait for values that say nothing about it', () => {
    const found = objectionTo(node, { fields: { mode: 'key', box: {} }, unknowns: [unknown('box.note')] });
    expect(found?.code).toBe('kind-objection');
  });

  test('a defect of the kind stays one', () => {
    const failing = { ...lock, objection: () => JSON.parse('{') as undefined };
    expect(() => objectionTo(nodeAt('acme/lock', failing), { fields: {}, unknowns: [] })).toThrow(SyntaxError);
  });
});

describe('is told', () => {
  test('offline, for what the manifests say', () => {
    const { diagnostics } = graphOf([nodeAt('acme/lock', lock, { name: 'a', mode: 'key' })]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['kind-objection']);
  });

  test('only where each value is one that Konnect takes', () => {
    const { diagnostics } = graphOf([nodeAt('acme/lock', lock, { name: 3, mode: 'key' })]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['field-value']);
  });

  test('by a plan, for the object as it is, which stays', async () => {
    const memory = new Memory();
    memory.put(lock, 'eu', { name: 'a', mode: 'held' });
    const nodes = [nodeAt('acme/lock', lock, { name: 'a', mode: 'open' })];
    const planned = await planOfNodes(nodes, memory);
    expect(linesOfNodes(planned)).toEqual([
      'blocked Lock a: `mode` of the Lock acme/lock cannot be `open` at once',
      '! kind-objection',
    ]);
    await applyNodes(nodes, planned, memory);
    expect(memory.writes).toEqual([]);
  });

  test('by an apply, as soon as the values are known', async () => {
    const memory = new Memory();
    const one = { ...lock, objection: ({ mode }: { mode?: unknown }) => refusalOf(mode) };
    const nodes = [
      nodeAt('acme/source', source, { name: 's' }),
      nodeAt('acme/lock', one, { name: 'a', mode: idOf('acme/source') }),
    ];
    const planned = await planOfNodes(nodes, memory);
    expect(linesOfNodes(planned)).toEqual(['create Source s', 'create Lock a']);
    const results = await applyNodes(nodes, planned, memory);
    expect(results.map(({ outcome, diagnostic }) => [outcome, diagnostic?.code])).toEqual([
      ['applied', undefined],
      ['failed', 'kind-objection'],
    ]);
    expect(memory.all(lock)).toEqual([]);
  });
});

function refusalOf(mode: unknown) {
  return String(mode).startsWith('Source') ? { path: 'mode', problem: 'is a source', fix: 'Take another.' } : undefined;
}
