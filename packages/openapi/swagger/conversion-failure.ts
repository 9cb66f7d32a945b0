import type { DiagnosticCode } from '@konduct/core/diagnostic/codes';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import type { SourceRange } from '@konduct/core/source/range';

/** The error of a Swagger 2 document that cannot be written as OpenAPI 3. */
export class ConversionFailure extends Error {
  override readonly name = 'ConversionFailure';
  readonly diagnostic: Diagnostic;

  constructor(code: DiagnosticCode, message: string, at: SourceRange | undefined, fix: string) {
    super(message);
    this.diagnostic = finding(code, message, at, { fix });
  }
}
