import { expect, test } from 'vitest';
import { idOf, nodeAt } from '../graph/node.fixture.ts';
import { plannedChange } from '../plan-file/planned-change.ts';
import { Memory } from '../provider/memory.fixture.ts';
import type { Fields } from '../provider/provider.ts';
import { changeRemarks } from '../report/remarks.ts';
import { applyNodes, linesOfNodes, madeUp, planOfNodes, text } from './made-up.fixture.ts';
import { meaningsOf } from './meaning.ts';

// A house with two doors, of which one is open at every moment. Lists do not show the door at the back.

const door = { type: 'boolean', description: 'Whether it is open.' } as const;
const house = madeUp('House', {
  fields: { name: { ...text, required: true }, note: text, front: door, back: { ...door, compare: 'read' } },
  passesThrough: (observed, desired) => {
    const changes = observed.front !== desired.front && observed.back !== desired.back;
    return changes ? ['people can come in through both doors'] : [];
  },
});
const nodesOf = (given: Fields) => [nodeAt('acme/house', house, { name: 'h', ...given })];

function konnect(): Memory {
  const memory = new Memory();
  memory.put(house, 'eu', { id: 'h', name: 'h', front: true, back: false });
  return memory;
}

test('an update shows what people notice on its way, to reviewers, in reports and in a plan file', async () => {
  const { plan } = await planOfNodes(nodesOf({ front: false, back: true }), konnect());
  const [change] = plan.changes;
  if (!change) throw new Error('there is one');
  expect(change).toMatchObject({ action: 'update', passesThrough: ['people can come in through both doors'] });
  expect(meaningsOf(plan.changes)).toMatchObject([
    { effect: 'widens', text: 'House h: on the way, people can come in through both doors' },
  ]);
  expect(changeRemarks(change)).toEqual(['on the way: people can come in through both doors']);
  const planned = plannedChange(change, { clean: (said) => said.replace('both', '***'), pathOf: (path) => path });
  expect(planned.passesThrough).toEqual(['people can come in through *** doors']);
});

test('an update gets what was read beside the list, and its second plan is empty', async () => {
  const memory = konnect();
  const nodes = nodesOf({ front: false, back: true });
  await applyNodes(nodes, await planOfNodes(nodes, memory), memory);
  expect(memory.writes.map(({ write }) => 'observed' in write && write.observed.fields)).toEqual([
    { id: 'h', name: 'h', front: true, back: false },
  ]);
  expect(linesOfNodes(await planOfNodes(nodes, memory))).toEqual([]);
});

test.each<[string, Fields]>([
  ['nothing to change', { front: true, back: false }],
  ['no way through another state', { front: true, back: true }],
  ['another change', { note: 'x', front: true, back: false }],
])('with %s, nothing is noticed', async (_, given) => {
  const { plan } = await planOfNodes(nodesOf(given), konnect());
  expect(plan.changes.map(({ passesThrough }) => passesThrough)).toEqual([undefined]);
});

test('a way that depends on a value that is not known yet is not foretold', async () => {
  const source = madeUp('Source');
  const nodes = [
    nodeAt('acme/source', source, { name: 's' }),
    nodeAt('acme/house', house, { name: 'h', front: idOf('acme/source'), back: true }),
  ];
  const { plan } = await planOfNodes(nodes, konnect());
  expect(plan.changes.map(({ action, passesThrough }) => [action, passesThrough])).toEqual([
    ['create', undefined],
    ['update', undefined],
  ]);
});
