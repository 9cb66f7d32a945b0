import type { Fields } from '../provider/provider.ts';
import type { SourceRange } from '../source/range.ts';
import type { ResourceNode } from './node.ts';
import type { ExternalState, World } from './world.ts';

/** Staged documents by the path their selector names, as somebody at the edge reads them. */
export interface Documents {
  /** @param place what names the path, for when the path itself is at fault */
  get(path: string, place?: SourceRange): Fields | undefined;
}

/**
 * Looks a document up for an external whose kind reads documents, and tells the world. A document that is not there is
 * waited for, not an error: a service may be declared before its first specification is staged.
 */
export function resolveDocument(node: ResourceNode, world: World, documents: Documents): void {
  const { external } = node;
  if (!external) return;
  const { fields, unknowns } = node.evaluate(world);
  const missing = `${external.describe(fields)}, which is not staged yet`;
  const place = node.placeOf('path') ?? node.place;
  const document = unknowns.length === 0 ? documents.get(String(fields.path), place) : undefined;
  const state: ExternalState = document ? { state: 'found', value: document } : { state: 'waiting', reason: missing };
  world.learnExternal(node.address, state);
}
