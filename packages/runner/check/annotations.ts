import { type Diagnostic, sortDiagnostics } from '@konduct/core/diagnostic/diagnostic';
import { isBuiltin, type SourceRange, showLine } from '@konduct/core/source/range';

/** A diagnostic on a line of a pull request's files. */
export interface Annotation {
  readonly severity: 'error' | 'warning';
  readonly title: string;
  readonly message: string;
  readonly at?: SourceRange;
}

/** GitHub shows ten errors and ten warnings of a step and drops the rest without a word. */
const shownBySeverity = 10;

/** The annotations of a step, and how many diagnostics have to be looked up in the summary instead. */
export function annotationsOf(diagnostics: readonly Diagnostic[]): { shown: readonly Annotation[]; left: number } {
  const sorted = sortDiagnostics(diagnostics).filter((diagnostic) => diagnostic.severity !== 'note');
  // Only what has a place can stand on a line; the rest would take its room.
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
  // GitHub has no line to put it on.
  const where = at && isBuiltin(at.file) ? [`In \`${showLine(at)}\`:`] : [];
  return {
    severity,
    title: diagnostic.code,
    message: [...where, diagnostic.message, ...details].join('\n'),
    ...(at && !isBuiltin(at.file) ? { at } : {}),
  };
}
