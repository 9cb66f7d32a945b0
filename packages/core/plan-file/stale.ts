import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import type { SourceRange } from '../source/range.ts';
import type { SourceFile } from '../source/source-file.ts';

/** The remedy for a plan that no longer holds. */
export const planAgain = 'Plan again, look at the new plan, and apply that one.';

/** The finding that a plan file must not be carried out. */
export function stale(message: string, at: SourceRange | undefined, cause: string, fix = planAgain): Diagnostic {
  return finding('plan-stale', message, at, { cause, fix });
}

/**
 * The finding that something is wrong with a plan file itself.
 *
 * @param offset the place in its text, in characters
 */
export function staleFile(
  { path, text }: SourceFile,
  offset: number,
  message: string,
  cause: string,
  fix?: string,
): Diagnostic {
  const before = text.slice(0, offset).split('\n');
  const start = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  return stale(message, { file: path, start, end: start }, cause, fix);
}
