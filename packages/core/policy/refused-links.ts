import type { Change } from '../plan/change.ts';
import type { Orphan } from '../plan/decision.ts';
import type { Blocks } from './sequence.ts';

/**
 * Blocks deletions of links to an object whose deletion is refused: the refusal must not take access away from people.
 * Then blocks deletions of the other objects that such a link names, because Konnect would delete the link with them. An
 * object that is kept for that reason alone does not keep its further links.
 */
export function blockLinks(deleted: readonly Orphan[], blocks: Blocks): void {
  for (const { change, names } of deleted) {
    if (blocks.has(change.address)) continue;
    const refused = names.flatMap((address) => {
      const found = blocks.get(address);
      return found?.action === 'delete' && found.by === address ? [found] : [];
    })[0];
    const refusal = refused ?? (change.partOf === undefined ? undefined : blocks.get(change.partOf));
    if (refusal) blocks.set(change.address, { ...refusal, action: 'delete' });
  }
  const byAddress = new Map(deleted.map((orphan) => [orphan.change.address, orphan.change]));
  for (const { change, names } of deleted) {
    const found = blocks.get(change.address);
    if (!found || !isKept(change, blocks)) continue;
    const reason = `${change.kind} ${change.name} has to be dealt with first`;
    for (const name of names)
      if (byAddress.has(name) && !blocks.has(name)) blocks.set(name, { ...found, action: 'delete', reason });
  }
}

/**
 * Whether a blocked deletion is one of access that stays because people want it so: it is protected, or the object that
 * it is for is not deleted.
 */
export function isKept({ address, effect }: Change, blocks: Blocks): boolean {
  const found = blocks.get(address);
  if (found?.action !== 'delete' || effect !== 'narrows') return false;
  return found.code === 'deletion-protected' || (found.by !== address && blocks.get(found.by)?.action === 'delete');
}
