import type { Orphan } from '../plan/decision.ts';
import type { Blocks } from './sequence.ts';

/**
 * Blocks deletions of links to an object whose deletion is refused: the refusal must not take access away from people.
 */
export function blockLinks(deleted: readonly Orphan[], blocks: Blocks): void {
  for (const { change, names } of deleted) {
    if (blocks.has(change.address)) continue;
    const refused = names.map((address) => blocks.get(address)).find((found) => found?.action === 'delete');
    const refusal = refused ?? (change.partOf === undefined ? undefined : blocks.get(change.partOf));
    if (refusal) blocks.set(change.address, { ...refusal, action: 'delete' });
  }
}
