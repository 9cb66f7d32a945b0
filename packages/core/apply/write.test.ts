import { api } from '@konduct/konnect/kinds/api';
import { apiPublication } from '@konduct/konnect/kinds/api-publication';
import { applicationAuthStrategy } from '@konduct/konnect/kinds/application-auth-strategy';
import { portal } from '@konduct/konnect/kinds/portal';
import { describe, expect, test } from 'vitest';
import { finding } from '../diagnostic/finding.ts';
import { UserError } from '../diagnostic/user-error.ts';
import { idOf, nodeAt } from '../graph/node.fixture.ts';
import type { Problem } from '../graph/node.ts';
import { World } from '../graph/world.ts';
import { addressLabelValue } from '../observe/labels.ts';
import { digestOf } from '../plan/digest.ts';
import { Memory } from '../provider/memory.fixture.ts';
import type { Fields, Labels, ObservedObject } from '../provider/provider.ts';
import { Secret } from '../secret/secret.ts';
import { SecretHandle } from '../secret/secret-handle.ts';
import { startOf } from '../source/range.ts';
import { type Decided, decisionOn, narrows, plain } from './decision.fixture.ts';
import { narrow, relabel, remove, write } from './write.ts';

const ours: Labels = { 'konduct-owner': 'acme', 'konduct-address': addressLabelValue('acme/a') };

function memoryWith(labels: Labels, fields: Fields = { name: 'dev' }) {
  const memory = new Memory();
  const observed = memory.put(portal, 'eu', fields, labels);
  return { memory, observed };
}

async function codesOf(work: Promise<unknown>): Promise<string[]> {
  try {
    await work;
  } catch (error) {
    if (error instanceof UserError) return error.diagnostics.map(({ code, message }) => `${code}: ${message}`);
    throw error;
  }
  return [];
}

describe('a deletion', () => {
  const deletion = (observed: ObservedObject, more: Decided = {}) =>
    decisionOn('acme/a', {
      node: undefined,
      observed,
      ...more,
      change: { action: 'delete', name: 'dev', place: startOf('m') },
    });

  test('removes the object, by force only where that was allowed', async () => {
    for (const force of [true, undefined] as const) {
      const { memory, observed } = memoryWith(ours);
      const decision = deletion(observed, force && { force });
      expect(await remove(decision, memory)).toEqual({ removed: true });
      expect(memory.removed).toMatchObject([{ address: 'acme/a', region: 'eu', force: force === true }]);
    }
  });

  test('of what is gone already is done, without a request', async () => {
    const { memory, observed } = memoryWith(ours);
    await remove(deletion(observed), memory);
    expect(await remove(deletion(observed), memory)).toEqual({ removed: true });
    expect(memory.removed).toHaveLength(1);
  });

  test('of what has no labels does not look again', async () => {
    const memory = new Memory();
    const observed = memory.put(apiPublication, 'eu', { api_id: 'a', portal_id: 'p' });
    await remove(deletion(observed, { kind: apiPublication }), memory);
    expect(memory.calls).toEqual(['delete APIPublication acme/a']);
  });

  test.each<[string, Labels, Labels, string[]]>([
    ['that people protected meanwhile', ours, { 'konduct-protected': 'true' }, ['protected by now']],
    [
      'that another run protected meanwhile',
      ours,
      { 'konduct-address': addressLabelValue('acme/a', true) },
      ['protected by now'],
    ],
    ['that was taken over meanwhile', ours, { 'konduct-owner': 'globex' }, ['another owner by now']],
    ['that was protected when it was planned', { ...ours, 'konduct-protected': 'true' }, {}, []],
    ['whose other labels changed', ours, { team: 'b' }, []],
  ])('of an object %s', async (_, before, meanwhile, refused) => {
    const { memory, observed } = memoryWith(before);
    memory.change(portal, { labels: meanwhile });
    const codes = await codesOf(remove(deletion(observed), memory));
    expect(codes).toHaveLength(refused.length);
    for (const [at, text] of refused.entries())
      expect(codes[at]).toContain(`Portal dev is not deleted: it is ${text}`.replace('is another', 'has another'));
    expect(memory.removed).toHaveLength(1 - refused.length);
  });

  test('of what was never seen is a defect', async () => {
    const decision = decisionOn('acme/a', { node: undefined, change: { action: 'delete' } });
    await expect(remove(decision, new Memory())).rejects.toThrow('it was never seen');
  });
});

test('labels alone are written for an object without a resource', async () => {
  const { memory, observed } = memoryWith(ours);
  await relabel(decisionOn('acme/a', { node: undefined, observed, labels: { team: 'x' } }), memory);
  expect(memory.writes).toMatchObject([
    { verb: 'update', write: { address: 'acme/a', region: 'eu', desired: {}, labels: { team: 'x' }, changed: [] } },
  ]);
  expect(() => relabel(decisionOn('acme/a', { observed }), memory)).toThrow('has no labels');
  expect(() => relabel(decisionOn('acme/a', { labels: {} }), memory)).toThrow('has no labels');
});

describe('a write', () => {
  const desired = { name: 'dev', default_content: true, labels: { team: 'a' } };
  const digest = digestOf(portal, desired, 'acme/a');

  async function written(decided: Decided, labels: Labels = {}, isThere = true) {
    const { memory, observed } = isThere ? memoryWith(labels) : { memory: new Memory(), observed: undefined };
    const decision = decisionOn('acme/a', { given: desired, ...(observed && { observed }), ...decided });
    const attempt = await write(decision, memory, new World(), 'acme');
    return { attempt, writes: memory.writes.map(({ verb, write: { kind: _, ...one } }) => ({ verb, ...one })), memory };
  }

  test('makes what does not exist, with the labels and the digest apart', async () => {
    const { writes, attempt } = await written({ change: { action: 'create' } }, {}, false);
    expect(writes).toEqual([
      {
        verb: 'create',
        region: 'eu',
        address: 'acme/a',
        desired: { name: 'dev', default_content: true },
        labels: { team: 'a', ...ours },
        digest,
      },
    ]);
    expect(attempt).toMatchObject({ object: { fields: { name: 'dev' } } });
  });

  test('changes what exists, and keeps the labels of others but the digest', async () => {
    const { writes } = await written({ changed: ['default_content'] }, { theirs: 'x', 'konduct-digest': 'old' });
    expect(writes).toMatchObject([
      { verb: 'update', changed: ['default_content'], labels: { theirs: 'x', team: 'a', ...ours }, digest },
    ]);
    expect(writes[0]?.labels).not.toHaveProperty('konduct-digest');
  });

  test("takes koctl's labels off an object only when it adopts it", async () => {
    const koctl = { 'env-name': 'dev' };
    expect((await written({ change: { action: 'adopt' } }, koctl)).writes[0]?.labels).not.toHaveProperty('env-name');
    expect((await written({ change: { action: 'update' } }, koctl)).writes[0]?.labels).toMatchObject(koctl);
  });

  test('of labels alone sends no field, and the digest only where it is proved', async () => {
    const without = (await written({ labelsOnly: 'without digest', changed: ['name'] })).writes;
    expect(without).toMatchObject([{ verb: 'update', changed: [], labels: { team: 'a' } }]);
    expect(without[0]).not.toHaveProperty('digest');
    const withDigest = (await written({ labelsOnly: 'with digest', changed: ['name'] })).writes;
    expect(withDigest).toMatchObject([{ verb: 'update', changed: [], digest }]);
    const undigested = (await written({ labelsOnly: 'with digest', given: { name: 'dev' } })).writes;
    expect(undigested[0]).not.toHaveProperty('digest');
  });

  test('keeps the digest of what is kept as it is', async () => {
    const { writes } = await written({ accepted: 'a'.repeat(32), given: { name: 'dev' } });
    expect(writes).toMatchObject([{ digest: 'a'.repeat(32) }]);
    expect((await written({ accepted: 'a'.repeat(32) })).writes).toMatchObject([{ digest }]);
  });

  test('replaces: the old object goes first, and the new one has none of its labels', async () => {
    const { writes, memory } = await written({ change: { action: 'replace' } }, { theirs: 'x' });
    expect(memory.calls.filter((call) => !call.startsWith('find'))).toEqual([
      'delete Portal acme/a',
      'create Portal acme/a',
    ]);
    expect(writes[0]?.labels).toEqual({ team: 'a', ...ours });
  });

  test('of a kind without labels has none', async () => {
    const memory = new Memory();
    const given = { api_id: 'a', portal_id: 'p' };
    const decision = decisionOn('acme/a', { kind: apiPublication, given, change: { action: 'create' } });
    await write(decision, memory, new World(), 'acme');
    expect(memory.writes[0]?.write).toEqual({
      kind: apiPublication,
      region: 'eu',
      address: 'acme/a',
      desired: given,
    });
  });

  test('without a resource is a defect', async () => {
    await expect(written({ node: undefined })).rejects.toThrow('nothing to say what it becomes');
  });
});

describe('a value that is not known', () => {
  const problem = finding('expression-failed', 'no', undefined);
  const given = { name: 'dev', description: idOf('acme/other') };

  async function attempted(decided: Decided, world = new World()) {
    const memory = new Memory();
    const observed = memory.put(portal, 'eu', { name: 'dev' }, ours);
    const isNew = decided.change?.action === 'create';
    const decision = decisionOn('acme/a', { given, ...(isNew ? {} : { observed }), ...decided });
    return write(decision, memory, world, 'acme');
  }
  const failing = (...problems: Problem[]) => {
    const node = nodeAt('acme/a', portal, { name: 'dev' });
    return { ...node, evaluate: (world: World) => ({ ...node.evaluate(world), problems }) };
  };

  test.each<[string, Decided, string | undefined]>([
    ['keeps back a creation', { change: { action: 'create' } }, 'acme/other'],
    ['keeps back an update of that field', { changed: ['description'] }, 'acme/other'],
    ['keeps back no update of another field', { changed: ['name'] }, undefined],
    ['keeps back a replacement', { changed: ['name'], change: { action: 'replace' } }, 'acme/other'],
    [
      'that is a member which is not there yet keeps back everything',
      { node: failing({ diagnostic: problem, pending: 'the first gateway' }), changed: ['name'] },
      'the first gateway',
    ],
  ])('%s', async (_, decided, waits) => {
    const attempt = await attempted(decided);
    expect('waits' in attempt ? attempt.waits : undefined).toBe(waits);
  });

  test('is told by what is waited for', async () => {
    const held = new World();
    held.learn('acme/other', { id: '1' });
    held.hold('acme/other', 'it has no domain');
    expect(await attempted({ changed: ['description'] }, held)).toEqual({ waits: 'it has no domain' });
    const looked = new World();
    looked.learnExternal('acme/other', { state: 'waiting', reason: 'a Portal with name x' });
    expect(await attempted({ changed: ['description'] }, looked)).toEqual({ waits: 'a Portal with name x' });
  });

  test('because an expression fails is an error, with all that failed', async () => {
    const node = failing({ diagnostic: problem }, { diagnostic: problem, pending: 'x' }, { diagnostic: problem });
    expect(await codesOf(attempted({ node, changed: ['name'] }))).toEqual([
      'expression-failed: no',
      'expression-failed: no',
    ]);
  });
});

describe('a secret', () => {
  const strategy = (...secrets: SecretHandle[]) => ({
    name: 'login',
    configs: { 'openid-connect': { issuer: 'x', client_secret: secrets } },
  });
  const there = SecretHandle.of(new Secret('a rather long secret'));
  const absent = SecretHandle.absent({ reason: 'the variable A is not set', fix: 'Set A.' });

  async function attempted(given: Fields) {
    const memory = new Memory();
    const decision = decisionOn('acme/a%2Fb', { kind: applicationAuthStrategy, given, change: { action: 'create' } });
    const codes = await codesOf(write(decision, memory, new World(), 'acme'));
    return { codes, writes: memory.writes.length };
  }

  test('that is missing is named before anything is written', async () => {
    expect(await attempted(strategy(there, absent))).toEqual({
      codes: [
        'secret-missing: `configs.openid-connect.client_secret` of the ApplicationAuthStrategy acme/a/b is missing: the variable A is not set',
      ],
      writes: 0,
    });
  });

  test('that is missing is told where it is asked for, or at the resource', async () => {
    const given = strategy(absent);
    const place = startOf('secret.yaml');
    for (const [placeOf, at] of [
      [(path: string) => (path === 'configs.openid-connect.client_secret' ? place : undefined), place],
      [() => undefined, startOf('acme/a')],
    ] as const) {
      const node = nodeAt('acme/a', applicationAuthStrategy, given, { placeOf });
      const decision = decisionOn('acme/a', { kind: applicationAuthStrategy, node, change: { action: 'create' } });
      const error = await write(decision, new Memory(), new World(), 'acme').catch((reason: unknown) => reason);
      expect(error instanceof UserError && error.diagnostics[0]?.at).toEqual(at);
    }
  });

  test('that is there is written', async () => {
    expect(await attempted(strategy(there, there))).toEqual({ codes: [], writes: 1 });
  });
});

describe('the part of an update that takes access away', () => {
  const given = { name: 'new', visibility: 'private', description: idOf('acme/other') };
  const fields = [
    { ...narrows, path: 'visibility' },
    { ...plain, path: 'name' },
    { ...narrows, path: 'visibility.x' },
  ];

  test('sends those fields, and of the others what the object has', async () => {
    const { memory, observed } = memoryWith(
      { ...ours, theirs: 'x', 'konduct-digest': 'd' },
      { name: 'old', visibility: 'public' },
    );
    const decision = decisionOn('acme/a', { given, observed, change: { fields } });
    expect(await narrow(decision, memory, new World())).toMatchObject({
      object: { fields: { visibility: 'private' } },
    });
    const [{ write: sent } = { write: undefined }] = memory.writes;
    expect(sent).toEqual({
      kind: portal,
      region: 'eu',
      address: 'acme/a',
      desired: { name: 'old', visibility: 'private' },
      changed: ['visibility'],
      observed,
      labels: { ...ours, theirs: 'x' },
      digest: 'd',
    });
  });

  test('of an object without digest sends none, and of a kind without labels no labels', async () => {
    const { memory, observed } = memoryWith(ours);
    await narrow(decisionOn('acme/a', { given, observed, change: { fields } }), memory, new World());
    expect(memory.writes[0]?.write).not.toHaveProperty('digest');
    const publication = memory.put(apiPublication, 'eu', { api_id: 'a', portal_id: 'p', visibility: 'public' });
    const link = { api_id: 'a', portal_id: 'p', visibility: 'private' };
    const decision = decisionOn('acme/a', {
      kind: apiPublication,
      given: link,
      observed: publication,
      change: { fields },
    });
    await narrow(decision, memory, new World());
    expect(memory.writes[1]?.write).not.toHaveProperty('labels');
  });

  test('waits for its own values alone', async () => {
    const { memory, observed } = memoryWith(ours);
    const unknown = [{ ...narrows, path: 'description' }];
    const decision = decisionOn('acme/a', { given, observed, change: { fields: unknown } });
    expect(await narrow(decision, memory, new World())).toEqual({ waits: 'acme/other' });
  });

  test('of nothing is a defect', async () => {
    const { memory, observed } = memoryWith(ours);
    await expect(narrow(decisionOn('acme/a', { node: undefined, observed }), memory, new World())).rejects.toThrow(
      'nothing to narrow',
    );
    await expect(narrow(decisionOn('acme/a', { kind: api }), memory, new World())).rejects.toThrow('nothing to narrow');
  });
});
