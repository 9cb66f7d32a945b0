import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import type { SourceRange } from '../../source/range.ts';

/** A diagnostic with its keys in a fixed order. */
export function diagnosticDocument(diagnostic: Diagnostic) {
  return {
    severity: diagnostic.severity,
    code: diagnostic.code,
    message: diagnostic.message,
    cause: diagnostic.cause,
    fix: diagnostic.fix,
    at: diagnostic.at && rangeDocument(diagnostic.at),
    related: diagnostic.related?.map(({ message, at }) => ({ message, at: rangeDocument(at) })),
  };
}

export function rangeDocument({ file, start, end }: SourceRange): SourceRange {
  return { file, start: { line: start.line, column: start.column }, end: { line: end.line, column: end.column } };
}
