import { renderJson } from '@konduct/core/report/json/document';
import { renderMarkdown } from '@konduct/core/report/markdown/run';
import { renderText } from '@konduct/core/report/text/run';
import type { ReportView } from '@konduct/core/report/view';
import { findings } from '@konduct/core/run/findings';
import type { RunReport } from '@konduct/core/run/reconciliation';
import { hasNews, isNews } from './run-report.ts';

/** The view of a validation, plan or apply: see `ReportView`. */
export function runView(report: RunReport): ReportView {
  const { summary, failureReason, exitCode } = report;
  return {
    findings: findings(report),
    changed: isChanged(report),
    summary,
    failureReason,
    exitCode,
    text: (options) => renderText(report, options),
    markdown: (options) => renderMarkdown(report, options),
    json: () => renderJson(report),
  };
}

function isChanged(report: RunReport): boolean {
  if (report.mode === 'validate') return false;
  if (report.mode === 'plan') return hasNews(report.organizations);
  if (report.mode === 'drift' && isNews(report.mode, report.organizations)) return true;
  return report.organizations.some(({ results }) => results?.some(({ outcome }) => outcome === 'applied'));
}
