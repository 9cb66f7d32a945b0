import type { DiagnosticCode } from '../../diagnostic/codes.ts';
import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import { finding } from '../../diagnostic/finding.ts';
import type { SourceRange } from '../../source/range.ts';

/** Why a Swagger 2 document cannot be written as OpenAPI 3. */
export class ConversionFailure extends Error {
  override readonly name = 'ConversionFailure';
  readonly diagnostic: Diagnostic;

  constructor(code: DiagnosticCode, message: string, at: SourceRange | undefined, fix: string) {
    super(message);
    this.diagnostic = finding(code, message, at, { fix });
  }
}
