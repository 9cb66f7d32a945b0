import { describe, expect, test } from 'vitest';
import { idOf, nodeAt } from '../graph/node.fixture.ts';
import { Memory } from '../provider/memory.fixture.ts';
import { applyNodes, idOfKind, linesOfNodes, madeUp, planOfNodes, text } from './made-up.fixture.ts';

// A setting that each house has, such as its colours: it is there as soon as the house is.

const house = madeUp('House');
const paint = madeUp('Paint', {
  cardinality: 'one',
  fields: { house_id: { ...idOfKind('House'), immutable: true }, colour: text },
  computed: {},
  identity: [],
  collection: ['house_id'],
  title: 'the paint of {house_id}',
});
const nodes = [
  nodeAt('acme/house', house, { name: 'green' }),
  nodeAt('acme/paint', paint, { house_id: idOf('acme/house'), colour: 'green' }),
];

describe('a setting of an object', () => {
  test('that does not exist yet is written with it, and then nothing is left', async () => {
    const memory = new Memory();
    const planned = await planOfNodes(nodes, memory);
    expect(linesOfNodes(planned)).toEqual(['create House green', 'create Paint the paint of green']);
    const results = await applyNodes(nodes, planned, memory);
    expect(results.map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
    expect(linesOfNodes(await planOfNodes(nodes, memory))).toEqual([]);
  });

  test('that exists is updated', async () => {
    const memory = new Memory();
    const { fields } = memory.put(house, 'eu', { name: 'green' });
    memory.put(paint, 'eu', { house_id: fields.id, colour: 'red' });
    expect(linesOfNodes(await planOfNodes(nodes, memory))).toEqual(['update Paint the paint of green: colour']);
  });

  test('that exists without it is an answer of Konnect that cannot be', async () => {
    const memory = new Memory();
    memory.put(house, 'eu', { name: 'green' });
    const [line, finding] = linesOfNodes(await planOfNodes(nodes, memory));
    expect(line).toMatch(/^blocked Paint the paint of green: Konnect does not show the Paint of acme\/paint/);
    expect(finding).toBe('! konnect-answer');
  });

  test('waits with an object that waits', async () => {
    const [parent, setting] = nodes;
    if (!parent || !setting) throw new Error('there are two');
    const blocked = { ...parent, kind: { ...house, objection: () => ({ path: 'name', problem: 'is', fix: 'No.' }) } };
    const lines = linesOfNodes(await planOfNodes([blocked, setting], new Memory()));
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      'blocked House green',
      'blocked Paint the paint of green',
      '! kind-objection',
    ]);
  });
});
