import * as core from '@actions/core';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { renderDiagnostics } from '@konduct/core/report/text/diagnostics';
import { count } from '@konduct/core/value/count';
import { type Annotation, annotationsOf } from './annotations.ts';

/** Prints all diagnostics to the log and adds annotations for the most severe ones. */
export function annotate(diagnostics: readonly Diagnostic[], options: { readonly color: boolean }): void {
  if (diagnostics.length === 0) return;
  const { shown, left } = annotationsOf(diagnostics);
  core.info(renderDiagnostics(diagnostics, options).trimEnd());
  // The log shows annotations, too, which would repeat the lines above; a fold hides them.
  core.startGroup(`Annotations: ${shown.length}${left > 0 ? ` of ${count(shown.length + left, 'finding')}` : ''}`);
  for (const annotation of shown) write(annotation);
  core.endGroup();
}

function write({ severity, title, message, at }: Annotation): void {
  const place = at && {
    file: at.file,
    startLine: at.start.line,
    endLine: at.end.line,
    // GitHub accepts columns only within one line.
    ...(at.start.line === at.end.line ? { startColumn: at.start.column, endColumn: at.end.column } : {}),
  };
  const report = severity === 'error' ? core.error : core.warning;
  report(message, { title, ...place });
}
