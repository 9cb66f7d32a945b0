import { renderJson } from '@konduct/core/report/json/document';
import { renderMarkdown } from '@konduct/core/report/markdown/run';
import { renderDiagnostics } from '@konduct/core/report/text/diagnostics';
import { renderText } from '@konduct/core/report/text/run';
import { findings } from '@konduct/core/run/findings';
import type { RunReport } from '@konduct/core/run/reconciliation';

/** A report in all formats as one text. */
export function told(report: RunReport): string {
  const limit = { size: Number.POSITIVE_INFINITY, measure: () => 0 };
  return [
    renderJson(report),
    renderMarkdown(report, { limit }),
    renderText(report, { color: false }),
    renderDiagnostics(findings(report), { color: false }),
  ].join('\n');
}
