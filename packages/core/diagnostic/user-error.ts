import { quotable } from '../value/quotable.ts';
import type { Diagnostic } from './diagnostic.ts';

/**
 * A run that cannot go on because of something a person can mend. It carries diagnostics and never shows a stack trace;
 * every other exception is a defect of ours and does.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ code, message }) => `${code}: ${quotable(message)}`).join('\n'));
    this.diagnostics = diagnostics.map((diagnostic) => ({ ...diagnostic, message: quotable(diagnostic.message) }));
  }
}
