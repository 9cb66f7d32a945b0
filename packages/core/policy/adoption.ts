import { inputWords } from '../diagnostic/input-words.ts';
import type { Kind } from '../kind/kind.ts';
import { hasKoctlMarker } from '../observe/labels.ts';
import type { Refusal } from '../observe/match.ts';
import type { ObservedObject } from '../provider/provider.ts';

/** Which objects without an owner may be taken over. */
export type AdoptMode = 'by-name' | 'koctl' | 'none';

/** Why an object that nobody owns must not be taken over, or undefined when it may. */
export function adoptionProblem(kind: Kind, { labels }: ObservedObject, mode: AdoptMode): Refusal | undefined {
  const fix = `Allow adoption with ${inputWords('adopt', 'by-name')}, or give it another name here.`;
  const cause = `adopt: ${mode} leaves what others made to them`;
  if (mode === 'none') return { reason: 'it exists and is not managed from here', cause, fix };
  if (mode === 'koctl' && kind.markedByKoctl && !hasKoctlMarker(labels))
    return { reason: 'it exists and koctl did not make it', cause, fix };
  return undefined;
}
