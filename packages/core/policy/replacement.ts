import type { DiagnosticCode } from '../diagnostic/codes.ts';
import { inputWords } from '../diagnostic/input-words.ts';
import type { ResourceNode } from '../graph/node.ts';
import { isProtectedInKonnect } from '../observe/labels.ts';
import type { Refusal } from '../observe/match.ts';
import type { ObservedObject } from '../provider/provider.ts';
import type { PolicySettings } from './settings.ts';

/**
 * The reason why an object must not be deleted and created again, or undefined when it may. A link loses no data and is
 * always replaced; a grant only while it is not protected. Any other object is only replaced with `replace`.
 */
export function replacementProblem(
  node: ResourceNode,
  { labels }: ObservedObject,
  { replace = false }: PolicySettings,
): (Refusal & { readonly code: DiagnosticCode }) | undefined {
  const { kind } = node;
  if (kind.ownership === 'links' && !kind.grant) return undefined;
  const reason = 'it would be deleted and made anew';
  if (node.isProtected || isProtectedInKonnect(labels)) {
    return {
      code: 'deletion-protected',
      reason,
      cause: 'Replacing deletes the object, and it is protected from deletion',
      fix: 'Undo the change; or drop the protection in one merge and replace the object in a second one.',
    };
  }
  if (replace || kind.ownership === 'links') return undefined;
  return {
    code: 'replace-refused',
    reason,
    cause: `Replacing deletes the object and everything in it, and nothing is replaced unless it is asked for`,
    fix: `Undo the change, or run with ${inputWords('replace', 'true')}.`,
  };
}
