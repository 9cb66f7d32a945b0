import { hasChanges } from '@konduct/core/plan/plan';
import type { ReportView } from '@konduct/core/report/view';
import { deckSummary, renderDeckJson } from './document.ts';
import { renderDeckMarkdown } from './page.ts';
import { type DeckReport, deckFindings } from './report.ts';
import { renderDeckText } from './text.ts';

/** The view of a run with decK: see `ReportView`. */
export function deckView(report: DeckReport): ReportView {
  const summary = deckSummary(report);
  const { failureReason, exitCode } = report;
  return {
    findings: deckFindings(report),
    changed: report.mode === 'render' ? (report.written ?? []).length > 0 : hasChanges(summary),
    summary,
    failureReason,
    exitCode,
    text: (options) => renderDeckText(report, options),
    markdown: (options) => renderDeckMarkdown(report, options),
    json: () => renderDeckJson(report),
  };
}
