import type { ResourceGraph } from '../graph/node.ts';
import { type Placed, placedAs } from '../graph/sibling.ts';
import { sortTopologically } from '../graph/topological.ts';
import { World } from '../graph/world.ts';
import { writes } from '../plan/change.ts';
import type { Decision } from '../plan/decision.ts';

/**
 * The dependencies, with those of ordered siblings: each that takes a place comes after the one with the place before it,
 * so that what is put in order stays there. Siblings that depend on each other in another way are left as they are.
 */
export function withSequences(
  graph: ResourceGraph,
  decisions: readonly Decision[],
  dependencies: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> {
  const blank = new World();
  const placed = decisions.flatMap((decision): (Placed & { readonly address: string })[] => {
    const { node, change, changed } = decision;
    const field = node?.kind.sequence?.field;
    if (!node || field === undefined || !writes(change)) return [];
    const takesPlace = !decision.observed || change.action === 'replace' || changed.includes(field);
    const found = takesPlace ? placedAs(node, node.evaluate(blank)) : undefined;
    return found ? [{ ...found, address: change.address }] : [];
  });
  if (placed.length < 2) return dependencies;
  const extended = new Map(dependencies);
  for (const siblings of Map.groupBy(placed, (one) => one.siblings).values()) {
    const inOrder = [...siblings].sort((a, b) => a.place - b.place);
    for (const [index, { address }] of inOrder.entries()) {
      const before = inOrder[index - 1]?.address;
      if (before !== undefined) extended.set(address, [...(extended.get(address) ?? []), before]);
    }
  }
  const nodes = graph.nodes.map(({ address }) => address);
  const { cycles } = sortTopologically(nodes, (address) => extended.get(address) ?? []);
  for (const address of cycles.flat()) extended.set(address, dependencies.get(address) ?? []);
  return extended;
}
