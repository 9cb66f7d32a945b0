import { expect, test } from 'vitest';
import { finding } from '../diagnostic/finding.ts';
import { stagedSpec } from '../kind/staged-spec.ts';
import type { Fields } from '../provider/provider.ts';
import { startOf } from '../source/range.ts';
import { resolveDocument } from './documents.ts';
import { idOf, nodeAt } from './node.fixture.ts';
import type { NotReady } from './node.ts';
import { World } from './world.ts';

const { external } = stagedSpec;
const staged = { path: 'a.yaml', version: '1' };

function resolved(path: unknown, document: Fields | undefined, notReady?: NotReady, isPlaced = true) {
  const asked: unknown[] = [];
  const node = nodeAt(
    'acme/spec',
    stagedSpec,
    { path },
    {
      ...(external && { external }),
      notReady: (_, found) => (found === document ? notReady : undefined),
      placeOf: (field) => (isPlaced ? startOf(`${field}.yaml`) : undefined),
    },
  );
  const world = new World();
  const get = (...question: unknown[]) => {
    asked.push(question);
    return document;
  };
  return { problem: resolveDocument(node, world, { get }), state: world.externalState('acme/spec'), asked };
}

test('a document that is there is known, and is asked for with the place of its path', () => {
  const { problem, state, asked } = resolved('a.yaml', staged);
  expect(asked).toEqual([['StagedSpec', { path: 'a.yaml' }, startOf('path.yaml')]]);
  expect([problem, state]).toEqual([undefined, { state: 'found', value: staged }]);
  expect(resolved('a.yaml', staged, undefined, false).asked).toEqual([
    ['StagedSpec', { path: 'a.yaml' }, startOf('acme/spec')],
  ]);
});

test('one that is not there is waited for', () => {
  const condition = { reason: 'no', problem: finding('expression-failed', 'no', undefined) };
  expect(resolved('a.yaml', undefined, condition)).toMatchObject({
    problem: undefined,
    state: { state: 'waiting', reason: 'the staged specification a.yaml, which is not staged yet' },
  });
});

test('one whose path is not known yet is not asked for', () => {
  const { state, asked } = resolved(idOf('acme/other'), staged);
  expect(asked).toEqual([]);
  expect(state).toMatchObject({ state: 'waiting' });
});

test('one that is not ready is waited for, with the reason', () => {
  const reason = 'readyWhen no is not true';
  const waiting = { state: 'waiting', reason: `the staged specification a.yaml (${reason})` };
  expect(resolved('a.yaml', staged, { reason })).toMatchObject({ problem: undefined, state: waiting });
  const problem = finding('expression-failed', 'no', undefined);
  expect(resolved('a.yaml', staged, { reason, problem })).toMatchObject({ problem, state: waiting });
});

test('what is no reference is left alone', () => {
  const world = new World();
  const get = () => staged;
  expect(resolveDocument(nodeAt('acme/spec', stagedSpec, { path: 'a.yaml' }), world, { get })).toBeUndefined();
  expect(world.externalState('acme/spec')).toEqual({ state: 'unread' });
});
