import { inputWords } from '../diagnostic/input-words.ts';
import type { Kind } from '../kind/kind.ts';
import { hasKoctlMarker } from '../observe/labels.ts';
import type { Refusal } from '../observe/match.ts';
import type { ObservedObject } from '../provider/provider.ts';

/** The unowned objects that may be adopted. */
export type AdoptMode = 'by-name' | 'koctl' | 'none';

/** The reason why an unowned object must not be adopted, or undefined when it may. */
export function adoptionProblem(kind: Kind, { labels }: ObservedObject, mode: AdoptMode): Refusal | undefined {
  const fix = `Allow adoption with ${inputWords('adopt', 'by-name')}, or give it another name here.`;
  const cause = `adopt: ${mode} leaves what others made to them`;
  if (mode === 'none') return { reason: 'it exists and is not managed from here', cause, fix };
  if (mode === 'koctl' && kind.markedByKoctl && !hasKoctlMarker(labels))
    return { reason: 'it exists and koctl did not make it', cause, fix };
  return undefined;
}
