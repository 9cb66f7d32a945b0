import type { ResourceNode } from '../graph/node.ts';
import type { Collection, Fields } from '../provider/provider.ts';

/** The list in which a resource's object is found, or undefined while the fields that select it are unknown. */
export function collectionOf(node: ResourceNode, fields: Fields): Collection | undefined {
  const parents: Record<string, string> = {};
  for (const name of node.kind.collection) {
    const value = fields[name];
    if (typeof value !== 'string') return undefined;
    parents[name] = value;
  }
  return { kind: node.kind, region: node.region, parents };
}
