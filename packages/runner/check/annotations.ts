import { type Diagnostic, sortDiagnostics } from '@konduct/core/diagnostic/diagnostic';
import { isBuiltin, type SourceRange, showLine } from '@konduct/core/source/range';

/** A diagnostic on a line of a pull request's files. */
export interface Annotation {
  readonly severity: 'error' | 'warning';
  readonly title: string;
  readonly message: string;
  readonly at?: SourceRange;
}

/** GitHub shows ten errors and ten warnings of a step and silently drops the rest. */
const shownBySeverity = 10;

/** The annotations of a step, and the number of diagnostics that are only in the summary. */
export function annotationsOf(diagnostics: readonly Diagnostic[]): { shown: readonly Annotation[]; left: number } {
  const sorted = sortDiagnostics(diagnostics).filter((diagnostic) => diagnostic.severity !== 'note');
  // A diagnostic without a place cannot be shown on a line, and would take the place of one that can.
  const placedFirst = [...sorted.filter(({ at }) => at), ...sorted.filter(({ at }) => !at)];
  const shown = (['error', 'warning'] as const).flatMap((severity) =>
    placedFirst
      .filter((diagnostic) => diagnostic.severity === severity)
      .slice(0, shownBySeverity)
      .map((diagnostic) => annotation(severity, diagnostic)),
  );
  return { shown, left: sorted.length - shown.length };
}

function annotation(severity: Annotation['severity'], diagnostic: Diagnostic): Annotation {
  const details = [
    ...(diagnostic.cause === undefined ? [] : [`Cause: ${diagnostic.cause}`]),
    ...(diagnostic.fix === undefined ? [] : [`Fix: ${diagnostic.fix}`]),
  ];
  const { at } = diagnostic;
  // A built-in file is not in the repository, so the message names the place.
  const where = at && isBuiltin(at.file) ? [`In \`${showLine(at)}\`:`] : [];
  return {
    severity,
    title: diagnostic.code,
    message: [...where, diagnostic.message, ...details].join('\n'),
    ...(at && !isBuiltin(at.file) ? { at } : {}),
  };
}
