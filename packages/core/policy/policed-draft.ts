import { type Draft, makeDraft } from '../plan/draft.ts';
import type { DraftInput } from '../plan/draft-input.ts';
import { adoptionProblem } from './adoption.ts';
import { replacementProblem } from './replacement.ts';
import type { PolicySettings } from './settings.ts';

/** A draft with the policies about adoptions and replacements applied. */
export function policedDraft(input: DraftInput & PolicySettings): Draft {
  return makeDraft(input, {
    adoptionProblem: (kind, object) => adoptionProblem(kind, object, input.adopt),
    replacementProblem: (node, object) => replacementProblem(node, object, input),
  });
}
