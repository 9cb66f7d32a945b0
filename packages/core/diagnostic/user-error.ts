import { quotable } from '../value/quotable.ts';
import type { Diagnostic } from './diagnostic.ts';

/**
 * The error of a run that cannot go on because of a mistake that a person can mend. It carries diagnostics and is shown
 * without a stack trace; any other exception is a defect of Konduct and is shown with one.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ code, message }) => `${code}: ${quotable(message)}`).join('\n'));
    this.diagnostics = diagnostics.map((diagnostic) => ({ ...diagnostic, message: quotable(diagnostic.message) }));
  }
}
