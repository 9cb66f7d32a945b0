import type { SourceRange } from '../source/range.ts';
import { quotable } from '../value/quotable.ts';
import type { DiagnosticCode } from './codes.ts';
import type { Diagnostic, Severity } from './diagnostic.ts';

/** The optional parts of a diagnostic. Undefined means the same as absent. */
export interface Details {
  readonly severity?: Severity;
  readonly cause?: string | undefined;
  readonly fix?: string | undefined;
  readonly related?: readonly { readonly message: string; readonly at: SourceRange | undefined }[];
}

/** Makes a diagnostic, by default an error. Long quotes in it are shortened, and tokens are replaced. */
export function finding(
  code: DiagnosticCode,
  message: string,
  at: SourceRange | undefined,
  { severity = 'error', cause, fix, related = [] }: Details = {},
): Diagnostic {
  const places = related.flatMap((place) => (place.at ? [{ message: quotable(place.message), at: place.at }] : []));
  return {
    severity,
    code,
    message: quotable(message),
    ...(cause === undefined ? {} : { cause: quotable(cause) }),
    ...(fix === undefined ? {} : { fix }),
    ...(at === undefined ? {} : { at }),
    ...(places.length === 0 ? {} : { related: places }),
  };
}
