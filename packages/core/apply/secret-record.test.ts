import { describe, expect, test } from 'vitest';
import { UserError } from '../diagnostic/user-error.ts';
import { nodeAt } from '../graph/node.fixture.ts';
import { addressKey } from '../observe/labels.ts';
import { applyNodes, linesOfNodes, madeUp, planOfNodes, text } from '../plan/made-up.fixture.ts';
import { Memory } from '../provider/memory.fixture.ts';
import type { Collection } from '../provider/provider.ts';
import { Secret } from '../secret/secret.ts';
import { SecretHandle } from '../secret/secret-handle.ts';

// A safe has no labels; the digest of its code is in a ledger.

const ledger = madeUp('Ledger', {
  scope: 'global',
  fields: { owner: text, digests: { type: 'object', description: 'Digests.', values: text } },
  identity: ['owner'],
});
const safe = madeUp('Safe', {
  fields: { name: { ...text, required: true }, note: text, code: { type: 'secret', description: 'The code.' } },
  digestIn: ledger,
});
const codes = { one: SecretHandle.of(new Secret('the first code')), two: SecretHandle.of(new Secret('another code')) };
const nodesOf = (code: SecretHandle = codes.one, more = {}) => [
  nodeAt('acme/safe', safe, { name: 's', code, ...more }),
];
const kinds = [safe];

async function run(memory: Memory, nodes = nodesOf(), more = {}): Promise<string[]> {
  const planned = await planOfNodes(nodes, memory, kinds, more);
  const results = await applyNodes(nodes, planned, memory);
  const told = results.flatMap(({ diagnostic }) => (diagnostic ? [`! ${diagnostic.code}`] : []));
  return [...linesOfNodes(planned), ...told];
}

function recorded(memory: Memory): unknown[] {
  return memory.all(ledger).map(({ fields }) => [fields.owner, Object.keys(fields.digests as object)]);
}

/** A Konnect whose ledger may not be read or written. */
class Closed extends Memory {
  override list(collection: Collection) {
    if (collection.kind === ledger)
      throw new UserError([{ severity: 'error', code: 'konnect-forbidden', message: 'The token may not' }]);
    return super.list(collection);
  }
}

describe('a secret without a place for its digest', () => {
  test('is recorded when it was sent, and then compared by the record', async () => {
    const memory = new Memory();
    expect(await run(memory)).toEqual(['create Safe s']);
    expect(recorded(memory)).toEqual([[addressKey('acme'), [addressKey('acme/safe')]]]);
    const writes = memory.writes.length;
    expect(await run(memory)).toEqual([]);
    expect(memory.writes).toHaveLength(writes);
  });

  test('is sent once more when it is another, and its old digest is forgotten before', async () => {
    const memory = new Memory();
    await run(memory);
    memory.calls.splice(0);
    expect(await run(memory, nodesOf(codes.two))).toEqual(['update Safe s: code']);
    expect(memory.calls.filter((call) => call.startsWith('update'))).toEqual([
      'update Ledger Ledger',
      'update Safe acme/safe',
      'update Ledger Ledger',
    ]);
    expect(await run(memory, nodesOf(codes.two))).toEqual([]);
  });

  test('stays as it is when another field changes', async () => {
    const memory = new Memory();
    await run(memory);
    memory.calls.splice(0);
    expect(await run(memory, nodesOf(codes.one, { note: 'x' }))).toEqual(['update Safe s: note']);
    expect(memory.calls.filter((call) => call.startsWith('update'))).toEqual(['update Safe acme/safe']);
  });

  test('of an object that somebody made is sent once', async () => {
    const memory = new Memory();
    memory.put(safe, 'eu', { name: 's' });
    expect(await run(memory)).toEqual(['update Safe s: code']);
    expect(await run(memory)).toEqual([]);
  });

  test('is sent again on request, although its digest is the same', async () => {
    const memory = new Memory();
    await run(memory);
    expect(await run(memory, nodesOf(), { rotateSecrets: ['acme/safe'] })).toEqual(['update Safe s: code']);
  });

  test('whose write fails is not vouched for by its old digest', async () => {
    const memory = new Memory({
      answer: ({ kind, desired }) =>
        kind === safe && desired.code === codes.two
          ? new UserError([{ severity: 'error', code: 'konnect-unavailable', message: 'no answer' }])
          : undefined,
    });
    await run(memory);
    await run(memory, nodesOf(codes.two));
    expect(recorded(memory)).toEqual([[addressKey('acme'), []]]);
  });

  test('that is not at hand is not compared, and the record is not read', async () => {
    const memory = new Memory();
    await run(memory);
    memory.calls.splice(0);
    const absent = SecretHandle.absent({ reason: 'X is not set', fix: 'Set X.' });
    expect(linesOfNodes(await planOfNodes(nodesOf(absent), memory, kinds))).toEqual(['! secret-not-compared']);
    expect(memory.calls).toEqual(['list Safe eu']);
  });

  test('is written without a record where the token may not keep one, and that is said', async () => {
    const memory = new Closed();
    expect(await run(memory)).toEqual(['create Safe s', '! secret-not-recorded']);
    expect(await run(memory, nodesOf(codes.two))).toEqual(['! secret-not-compared']);
    expect(await run(memory, nodesOf(codes.two), { rotateSecrets: ['acme/safe'] })).toEqual([
      'update Safe s: code',
      '! secret-not-recorded',
    ]);
  });

  test('digests of what no manifest declares any more are dropped with the next write', async () => {
    const memory = new Memory();
    await run(memory, [...nodesOf(), nodeAt('acme/old', safe, { name: 'o', code: codes.two })]);
    expect(recorded(memory)).toMatchObject([[addressKey('acme'), { length: 2 }]]);
    await run(memory, nodesOf(codes.two));
    expect(recorded(memory)).toEqual([[addressKey('acme'), [addressKey('acme/safe')]]]);
  });
});
