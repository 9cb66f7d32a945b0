import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sortTopologically } from './topological.ts';

type Graph = ReadonlyMap<number, readonly number[]>;

/** Any graph of a few items: circles, loops and repeated edges included. */
const graphs = fc
  .integer({ min: 0, max: 12 })
  .chain((size) =>
    fc.array(fc.array(fc.nat({ max: Math.max(0, size - 1) }), { maxLength: 4 }), { minLength: size, maxLength: size }),
  )
  .map((edges): Graph => new Map(edges.map((targets, item) => [item, targets])));

/** One without circles: whatever an item depends on has a lower number. The items come in any order. */
const acyclic = fc
  .array(fc.array(fc.nat(), { maxLength: 4 }), { maxLength: 12 })
  .map((edges): Graph => new Map(edges.map((targets, item) => [item, item === 0 ? [] : targets.map((t) => t % item)])))
  .chain((graph) => fc.tuple(fc.constant(graph), fc.shuffledSubarray([...graph.keys()], { minLength: graph.size })));

function sort(graph: Graph, items: readonly number[] = [...graph.keys()]) {
  return sortTopologically(items, (item) => graph.get(item) ?? []);
}

/** Everything that can be reached from an item, itself only through a circle. */
function reachable(graph: Graph, from: number): ReadonlySet<number> {
  const found = new Set<number>();
  const open = [...(graph.get(from) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...(graph.get(next) ?? []));
  }
  return found;
}

test('every item comes after what it depends on', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const { sorted } = sort(graph);
      const position = new Map(sorted.map((item, index) => [item, index]));
      for (const item of sorted) {
        for (const dependency of graph.get(item) ?? []) {
          expect(position.get(dependency)).toBeLessThan(position.get(item) ?? -1);
        }
      }
    }),
  );
});

test('exactly what is in a circle, or behind one, is left out', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const { sorted, cycles } = sort(graph);
      const inCircle = [...graph.keys()].filter((item) => reachable(graph, item).has(item));
      const behind = [...graph.keys()].filter((item) => inCircle.some((other) => reachable(graph, item).has(other)));
      expect([...sorted].sort()).toEqual([...graph.keys()].filter((item) => !behind.includes(item)).sort());
      expect(cycles.length > 0).toBe(inCircle.length > 0);
    }),
  );
});

test('a circle is one, starts at its first member, and is told once', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const { cycles } = sort(graph);
      for (const cycle of cycles) {
        for (const [index, item] of cycle.entries()) {
          expect(graph.get(item)).toContain(cycle[(index + 1) % cycle.length]);
        }
        expect(cycle[0]).toBe(Math.min(...cycle));
      }
      expect(new Set(cycles.map(String)).size).toBe(cycles.length);
    }),
  );
});

test('without circles everything is sorted, and nothing moves that is in order', () => {
  fc.assert(
    fc.property(acyclic, ([graph, items]) => {
      const { sorted, cycles } = sort(graph, items);
      expect(cycles).toEqual([]);
      expect([...sorted].sort()).toEqual([...graph.keys()].sort());
      expect(sort(graph, sorted).sorted).toEqual(sorted);
    }),
  );
});

test('the order of a map that holds the dependencies does not matter', () => {
  fc.assert(
    fc.property(acyclic, ([graph, order]) => {
      const shuffled: Graph = new Map(order.map((item) => [item, graph.get(item) ?? []]));
      expect(sort(shuffled, [...graph.keys()])).toEqual(sort(graph));
    }),
  );
});

describe('examples', () => {
  test.each([
    ['nothing', {}, [], []],
    ["keeps the author's order", { c: [], a: [], b: [] }, ['c', 'a', 'b'], []],
    ['pulls up what is needed', { a: ['c'], b: [], c: [] }, ['c', 'a', 'b'], []],
    ['a circle', { a: [], b: ['d'], c: ['b'], d: ['c'], e: ['b'] }, ['a'], [['b', 'd', 'c']]],
    ['itself', { a: ['a', 'a'], b: [] }, ['b'], [['a']]],
    [
      'two circles',
      { a: ['b'], b: ['a'], c: ['d'], d: ['c'] },
      [],
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
  ] as [string, Record<string, string[]>, string[], string[][]][])('%s', (_, edges, sorted, cycles) => {
    expect(sortTopologically(Object.keys(edges), (item) => edges[item] ?? [])).toEqual({ sorted, cycles });
  });
});

test('a chain may be longer than the call stack', () => {
  const items = Array.from({ length: 200_000 }, (_, index) => index);
  const { sorted } = sortTopologically(items, (item) => (item === 0 ? [] : [item - 1]));
  expect(sorted).toHaveLength(items.length);
});
