import { describe, expect, test } from 'vitest';
import { graphOf, idOfKind, madeUp, text } from '../plan/made-up.fixture.ts';
import { idOf, nodeAt } from './node.fixture.ts';
import { placedAs } from './sibling.ts';
import { World } from './world.ts';

const shelf = madeUp('Shelf');
const book = madeUp('Book', {
  fields: {
    name: { ...text, required: true },
    shelf_id: idOfKind('Shelf'),
    beside: text,
    place: { type: 'integer', description: 'Its place.' },
  },
  collection: ['shelf_id'],
  sequence: { field: 'place', among: ['beside'] },
});
const of = (name: string, place?: number, more: object = {}) =>
  nodeAt(`acme/${name}`, book, { name, shelf_id: 's', ...(place === undefined ? {} : { place }), ...more });
const problems = (...nodes: ReturnType<typeof of>[]) => graphOf(nodes).diagnostics.map(({ message }) => message);

describe('siblings', () => {
  const world = new World();
  const siblings = (node: ReturnType<typeof of>) => placedAs(node, node.evaluate(world))?.siblings;

  test('are in one list and agree in the fields of their kind', () => {
    expect(siblings(of('a', 0))).toBe(siblings(of('b', 1, { beside: null })));
    expect(siblings(of('a', 0))).not.toBe(siblings(of('b', 1, { beside: 'x' })));
    expect(siblings(of('a', 0))).not.toBe(siblings(of('b', 1, { shelf_id: 't' })));
  });

  test('may be below an object that does not exist yet', () => {
    const below = { shelf_id: idOf('acme/shelf') };
    expect(siblings(of('a', 0, below))).toBe(siblings(of('b', 1, below)));
    expect(siblings(of('a', 0, below))).not.toBe(siblings(of('b', 1, { shelf_id: idOf('acme/other') })));
  });

  test('without a place, or of a kind without an order, have none', () => {
    expect(siblings(of('a'))).toBeUndefined();
    expect(placedAs(nodeAt('acme/s', shelf), { fields: { place: 1 }, unknowns: [] })).toBeUndefined();
  });
});

describe('the places of siblings', () => {
  test.each<[string, ReturnType<typeof of>[]]>([
    ['count from 0, in whatever order they are written', [of('a', 1), of('b', 0), of('c', 2)]],
    ['leave out those that have none', [of('a', 0), of('b'), of('c', 1)]],
    ['begin anew beside others', [of('a', 0), of('b', 0, { beside: 'x' })]],
  ])('%s', (_, nodes) => {
    expect(problems(...nodes)).toEqual([]);
  });

  test.each<[string, ReturnType<typeof of>[], string]>([
    ['that begin with 1', [of('a', 1)], '`place` of the Book acme/a is 1, and none beside it has 0'],
    ['with a gap', [of('a', 0), of('b', 2)], '`place` of the Book acme/b is 2, and none beside it has 1'],
    ['with one twice', [of('a', 0), of('b', 0)], '`place` of the Book acme/b is 0, so is that of acme/a'],
  ])('%s are refused', (_, nodes, message) => {
    expect(problems(...nodes)).toEqual([message]);
  });
});
