import { identityOf } from '../graph/identity.ts';
import type { ResourceGraph, ResourceNode } from '../graph/node.ts';
import { sortTopologically } from '../graph/topological.ts';
import type { World } from '../graph/world.ts';
import { writes } from '../plan/change.ts';
import type { Decision } from '../plan/decision.ts';

/**
 * The graph's dependencies, with those of names: a change that takes a name comes after the one that releases it, by a
 * rename or a deletion, because Konnect refuses two objects with one name even for a moment. Swapped names cannot be
 * ordered and are left as they are.
 */
export function withSuccessions(
  graph: ResourceGraph,
  decisions: readonly Decision[],
  world: World,
): ReadonlyMap<string, readonly string[]> {
  const released = releasedNames(decisions, world);
  if (released.size === 0) return graph.dependencies;
  const extended = new Map(graph.dependencies);
  for (const { node, change } of decisions) {
    if (!node || !writes(change)) continue;
    const name = nameKey(node, node.evaluate(world).fields);
    const before = name === undefined ? undefined : released.get(name);
    if (before === undefined || before === node.address) continue;
    extended.set(node.address, [...(extended.get(node.address) ?? []), before]);
  }
  const nodes = decisions.flatMap(({ node }) => node?.address ?? []);
  const { cycles } = sortTopologically(nodes, (address) => extended.get(address) ?? []);
  for (const address of cycles.flat()) extended.set(address, graph.dependencies.get(address) ?? []);
  return extended;
}

/** The addresses of the changes that release names, by name. */
function releasedNames(decisions: readonly Decision[], world: World): ReadonlyMap<string, string> {
  const released = new Map<string, string>();
  for (const { node, kind, observed, changed, change } of decisions) {
    if (!node && observed && change.action === 'delete') {
      const held = nameKey({ kind, region: change.region }, observed.fields);
      if (held !== undefined) released.set(held, change.address);
    }
    if (!node || !observed || !node.kind.identity.some((path) => changed.includes(path))) continue;
    const held = nameKey(node, observed.fields);
    if (held !== undefined && held !== nameKey(node, node.evaluate(world).fields)) released.set(held, node.address);
  }
  return released;
}

function nameKey(
  { kind, region }: Pick<ResourceNode, 'kind' | 'region'>,
  fields: Readonly<Record<string, unknown>>,
): string | undefined {
  const identity = kind.ownership === 'labels' ? identityOf(kind, fields) : undefined;
  return identity && JSON.stringify([kind.name, region, identity]);
}
