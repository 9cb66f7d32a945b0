import { portal } from '@konduct/konnect/kinds/portal';
import { describe, expect, test } from 'vitest';
import { finding } from '../diagnostic/finding.ts';
import { idOf, nodeAt } from '../graph/node.fixture.ts';
import type { NotReady, Problem } from '../graph/node.ts';
import type { External } from '../kind/kind.ts';
import { stagedSpec } from '../kind/staged-spec.ts';
import { Knowledge } from './knowledge.ts';
import { Observation } from './observation.ts';

const external: External = {
  selector: {},
  yields: 'one',
  source: 'provider',
  describe: () => 'a shared portal',
  matches: (object, selector) => object.name === selector.name,
};
const portals = { kind: portal, region: 'eu', parents: {} };
const problem = finding('expression-failed', 'no', undefined);

function knowing(objects?: readonly object[], document?: object) {
  const observation = new Observation();
  if (objects)
    observation.addList(
      portals,
      objects.map((fields) => ({ fields: { ...fields }, labels: {} })),
    );
  return new Knowledge(observation, { get: () => document && { ...document } });
}

/** What keeps a resource that needs the value at an address. */
const obstacles = (knowledge: Knowledge, on: string, problems: readonly Problem[] = []) =>
  knowledge.obstaclesOf({
    fields: {},
    read: new Set(),
    unknowns: on === '' ? [] : [{ path: 'description', expression: 'x', on }],
    problems,
  });

describe('a list', () => {
  test('is asked for once, however often it is needed, and not when it was read', () => {
    const knowledge = knowing();
    for (const _ of [1, 2]) knowledge.demandList(portals);
    knowledge.demandList({ ...portals, region: 'us' }, true);
    expect(knowledge.demands).toEqual([
      { type: 'list', collection: portals },
      { type: 'list', collection: { ...portals, region: 'us' }, optional: true },
    ]);
    const read = knowing([]);
    read.demandList(portals);
    expect(read.demands).toEqual([]);
  });

  test('of a reference is asked for only when a resource needs its value', () => {
    const knowledge = knowing();
    knowledge.look(nodeAt('acme/shared', portal, { name: 'dev' }, { external }), external);
    const demand = { type: 'list', collection: portals };
    expect(knowledge.demands).toEqual([]);
    expect(knowledge.unread('acme/shared')).toEqual(demand);
    expect(knowledge.unread('acme/other')).toBeUndefined();
    expect(obstacles(knowledge, 'acme/shared')).toEqual([{ type: 'unread', demand }]);
  });
});

describe('a resource waits', () => {
  const shared = (on: string) => nodeAt('acme/shared', portal, { name: idOf(on) }, { external });

  test('for a reference to what is not there, and not once it is', () => {
    const node = nodeAt('acme/shared', portal, { name: 'dev' }, { external });
    const missing = knowing([]);
    missing.look(node, external);
    expect(obstacles(missing, 'acme/shared')).toEqual([{ type: 'waits', reason: 'a shared portal' }]);
    const there = knowing([{ name: 'dev', id: '1' }]);
    there.look(node, external);
    expect(obstacles(there, 'acme/shared')).toEqual([]);
    expect(there.world.external('acme/shared')).toEqual({ name: 'dev', id: '1' });
  });

  test('for a reference by something that does not exist yet', () => {
    const knowledge = knowing([]);
    knowledge.look(shared('acme/a%2Fb'), external);
    const [obstacle] = obstacles(knowledge, 'acme/shared');
    expect(obstacle).toEqual({ type: 'waits', reason: 'a shared portal (in acme/a/b, which does not exist yet)' });
  });

  test('for what a reference needs, with its reason and with what blocks it', () => {
    const knowledge = knowing([]);
    knowledge.waits('acme/first', { reason: 'somebody', blockedBy: 'acme/broken' });
    knowledge.waits('acme/second', { reason: 'somebody else' });
    const looked = (address: string) => {
      knowledge.look(shared(address), external);
      return obstacles(knowledge, 'acme/shared');
    };
    expect(looked('acme/first')).toEqual([
      { type: 'waits', reason: 'a shared portal (in somebody)', blockedBy: 'acme/broken' },
    ]);
    expect(looked('acme/second')).toEqual([{ type: 'waits', reason: 'a shared portal (in somebody else)' }]);
  });

  test('for what waits, and for nothing that this run makes', () => {
    const knowledge = knowing();
    knowledge.waits('acme/a', { reason: 'somebody' });
    expect(obstacles(knowledge, 'acme/a')).toEqual([{ type: 'waits', reason: 'somebody' }]);
    expect(obstacles(knowledge, 'acme/made')).toEqual([]);
  });

  test('for a member that is not there yet, and for no expression that failed', () => {
    const problems = [{ diagnostic: problem }, { diagnostic: problem, pending: 'the first gateway' }];
    expect(obstacles(knowing(), '', problems)).toEqual([{ type: 'waits', reason: 'the first gateway' }]);
  });

  test('for a document that is not staged', () => {
    const knowledge = knowing();
    const node = nodeAt(
      'acme/spec',
      stagedSpec,
      { path: 'a.yaml' },
      stagedSpec.external && { external: stagedSpec.external },
    );
    if (node.external) knowledge.look(node, node.external);
    const reason = 'the staged specification a.yaml, which is not staged yet';
    expect(obstacles(knowledge, 'acme/spec')).toEqual([{ type: 'waits', reason }]);
    expect(knowledge.diagnostics).toEqual([]);
  });
});

describe('a condition that fails', () => {
  const notReady = (): NotReady => ({ reason: 'no', problem });

  test('is told, of a document, of a reference and of an object', () => {
    const document = knowing(undefined, { path: 'a.yaml' });
    const spec = nodeAt(
      'acme/spec',
      stagedSpec,
      { path: 'a.yaml' },
      {
        ...(stagedSpec.external && { external: stagedSpec.external }),
        notReady,
      },
    );
    if (spec.external) document.look(spec, spec.external);
    const reference = knowing([{ name: 'dev' }]);
    reference.look(nodeAt('acme/shared', portal, { name: 'dev' }, { external, notReady }), external);
    const object = knowing();
    object.learn(nodeAt('acme/portal', portal, {}, { notReady }), { fields: { id: '1' }, labels: {} });
    for (const knowledge of [document, reference, object]) expect(knowledge.diagnostics).toEqual([problem]);
  });
});

describe('an object that exists', () => {
  test('has its values, and what needs them waits until it is ready', () => {
    const knowledge = knowing();
    const learn = (address: string, notReady?: NotReady) =>
      knowledge.learn(nodeAt(address, portal, {}, { notReady: () => notReady }), {
        fields: { id: address },
        labels: {},
      });
    learn('acme/ready');
    learn('acme/a%2Fb', { reason: 'it has no domain' });
    expect(knowledge.world.computed('acme/ready', 'id')).toBe('acme/ready');
    expect(() => knowledge.world.computed('acme/a%2Fb', 'id')).toThrow();
    expect(knowledge.world.heldBecause('acme/a%2Fb')).toBe('it has no domain');
    expect(obstacles(knowledge, 'acme/ready')).toEqual([]);
    expect(obstacles(knowledge, 'acme/a%2Fb')).toEqual([{ type: 'waits', reason: 'acme/a/b: it has no domain' }]);
    expect(knowledge.diagnostics).toEqual([]);
  });
});
