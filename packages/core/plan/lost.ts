import type { Kind } from '../kind/kind.ts';
import { lossesOf } from '../kind/loss.ts';
import type { Observation } from '../observe/observation.ts';
import type { ObservedObject } from '../provider/provider.ts';
import type { Change } from './change.ts';

/** What the deletion or replacement of an object destroys for good, by what was observed of it. */
export function lostWith(
  { cannotBeUndone = [] }: Kind,
  object: ObservedObject,
  observation: Observation,
): Pick<Change, 'cannotBeUndone'> {
  const lost = lossesOf(cannotBeUndone, object.fields, observation.contents(object));
  return lost.length > 0 ? { cannotBeUndone: lost } : {};
}

/** Whether a deletion or replacement destroys more than its object. */
export function destroysMore({ takesAlong = [], cannotBeUndone = [] }: Change): boolean {
  return takesAlong.length > 0 || cannotBeUndone.length > 0;
}

/**
 * What the deletions among some changes destroy for good, each once, in the one way in which every report says it:
 * `cannot be undone: the portal's address`. Undefined where a former commit brings everything back.
 */
export function undoWords(changes: readonly Change[]): string | undefined {
  const lost = [...new Set(changes.flatMap(({ cannotBeUndone = [] }) => cannotBeUndone))];
  return lost.length === 0 ? undefined : `cannot be undone: ${lost.join('; ')}`;
}
