import type { ResourceNode } from '../graph/node.ts';
import type { Collection, Fields } from '../provider/provider.ts';

/** The list a resource's object is found in, or undefined while what selects it is not known. */
export function collectionOf(node: ResourceNode, fields: Fields): Collection | undefined {
  const parents: Record<string, string> = {};
  for (const name of node.kind.collection) {
    const value = fields[name];
    if (typeof value !== 'string') return undefined;
    parents[name] = value;
  }
  return { kind: node.kind, region: node.region, parents };
}
