import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderMatrix } from '../report/json/matrix.ts';
import type { GraphNode } from './reconciliation.ts';
import { mostShards, type Shard, shardsOf } from './shard.ts';

/**
 * For each organization, the number of resources in each of its environments. The organization itself has one resource.
 */
type Sizes = readonly (readonly number[])[];

function graphOf(sizes: Sizes): GraphNode[] {
  return sizes.flatMap((environments, o) => {
    const node = (address: string, environment?: string): GraphNode => ({
      address,
      kind: 'Team',
      name: address,
      organization: `o${o}`,
      dependsOn: [],
      external: false,
      ...(environment === undefined ? {} : { environment }),
    });
    const ofEnvironments = environments.flatMap((size, e) =>
      Array.from({ length: size }, (_, index) => node(`o${o}/e${e}/${index}`, `e${e}`)),
    );
    return [node(`o${o}/team`), ...ofEnvironments];
  });
}

/** The environments that a job with the inputs of a shard works on. */
function selected(shard: Shard, graph: readonly GraphNode[]): string[] {
  if (shard.level === 'organization') return [];
  const chosen = graph.filter(
    ({ organization, environment }) =>
      environment !== undefined &&
      shard.organizations.includes(organization) &&
      (shard.environments.length === 0 || shard.environments.includes(environment)),
  );
  return [...new Set(chosen.map(({ organization, environment }) => `${organization}/${environment}`))];
}

const platforms = fc.array(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 12 }), {
  minLength: 1,
  maxLength: 12,
});
const rooms = fc.integer({ min: 2, max: 40 });

test('never too many, organization level first, every environment in exactly one', () => {
  fc.assert(
    fc.property(platforms, rooms, (sizes, most) => {
      const graph = graphOf(sizes);
      const shards = shardsOf(graph, most);
      expect(shards.length).toBeLessThanOrEqual(most);
      expect(shards.map(({ level }) => level)).toEqual(['organization', ...shards.slice(1).map(() => 'environment')]);
      const all = sizes.flatMap((environments, o) => environments.map((_, e) => `o${o}/e${e}`));
      expect(shards.flatMap((shard) => selected(shard, graph)).sort()).toEqual(all.sort());
      expect(shards.reduce((sum, { size }) => sum + size, 0)).toBe(graph.length);
    }),
  );
});

test('one shard for each environment as long as there is room', () => {
  fc.assert(
    fc.property(platforms, (sizes) => {
      const shards = shardsOf(graphOf(sizes), 1 + Math.max(sizes.length, sizes.flat().length));
      expect(shards).toHaveLength(1 + sizes.flat().length);
    }),
  );
});

test('balanced: no shard of an organization has more than the average and one environment', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 60 }), rooms, (sizes, most) => {
      const shards = shardsOf(graphOf([sizes]), most).slice(1);
      const average = sizes.reduce((sum, size) => sum + size, 0) / shards.length;
      expect(Math.max(...shards.map(({ size }) => size))).toBeLessThanOrEqual(average + Math.max(...sizes));
    }),
  );
});

test('balanced: what is largest finds its place first, in whatever order the environments come', () => {
  for (const sizes of [
    [1, 1, 2],
    [1, 2, 1],
    [2, 1, 1],
  ])
    expect(shardsOf(graphOf([sizes]), 3).map(({ size }) => size)).toEqual([1, 2, 2]);
});

test('balanced: so are whole organizations, where there are more of them than jobs', () => {
  const sizes = Array.from({ length: 600 }, (_, index) => [1 + (index % 7), 2]);
  const shards = shardsOf(graphOf(sizes));
  expect(shards).toHaveLength(mostShards);
  const loads = shards.slice(1).map(({ size }) => size);
  expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(9);
});

test('the same platform gives the same shards', () => {
  fc.assert(
    fc.property(platforms, rooms, (sizes, most) => {
      expect(shardsOf(graphOf(sizes), most)).toEqual(shardsOf(graphOf(sizes), most));
    }),
  );
});

test('the matrix has the inputs of the actions, and only the environments that are asked for', () => {
  const graph = graphOf([[2, 1]]);
  expect(JSON.parse(renderMatrix(graph, []))).toEqual({
    include: [
      { name: 'organizations', level: 'organization', organizations: 'o0', environments: '', resources: 1 },
      { name: 'o0/e0', level: 'environment', organizations: 'o0', environments: 'e0', resources: 2 },
      { name: 'o0/e1', level: 'environment', organizations: 'o0', environments: 'e1', resources: 1 },
    ],
  });
  expect(JSON.parse(renderMatrix(graph, ['e1'])).include).toEqual([
    expect.objectContaining({ level: 'environment', environments: 'e1' }),
  ]);
  const many = graphOf(Array.from({ length: 300 }, () => [1, 1]));
  const rows = JSON.parse(renderMatrix(many, ['e1'])).include;
  expect(new Set(rows.map((row: { environments: string }) => row.environments))).toEqual(new Set(['e1']));
  // An organization's own resources have a row even if it has no environment.
  const bare = graph.filter(({ environment }) => environment === undefined);
  expect(bare.length).toBeGreaterThan(0);
  expect(JSON.parse(renderMatrix(bare, [])).include).toMatchObject([{ level: 'organization', resources: bare.length }]);
  expect(JSON.parse(renderMatrix([], []))).toEqual({ include: [] });
});
