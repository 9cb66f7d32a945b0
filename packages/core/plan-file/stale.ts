import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import type { SourceRange } from '../source/range.ts';
import type { SourceFile } from '../source/source-file.ts';
import { placeAt } from './written-json.ts';

/** The remedy for a plan that no longer holds. */
export const planAgain = 'Plan again, look at the new plan, and apply that one.';

/** The finding that a plan file must not be carried out. */
export function stale(message: string, at: SourceRange | undefined, cause?: string, fix = planAgain): Diagnostic {
  return finding('plan-stale', message, at, { cause, fix });
}

/**
 * The finding that something is wrong with a plan file itself.
 *
 * @param offset the place in its text, in characters
 */
export function staleFile(file: SourceFile, offset: number, message: string, cause?: string, fix?: string): Diagnostic {
  return stale(message, placeAt(file, offset), cause, fix);
}
