import { hasChanges } from '../plan/plan.ts';
import { findings } from './findings.ts';
import { renderJson } from './json/document.ts';
import { renderMarkdown } from './markdown/run.ts';
import type { RunReport } from './report.ts';
import { renderText } from './text/run.ts';
import type { ReportView } from './view.ts';

/** A validation, plan or apply for front doors. */
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
  if (report.mode !== 'apply') return report.mode === 'plan' && hasChanges(report.summary);
  return report.organizations.some(({ results }) => results?.some(({ outcome }) => outcome === 'applied'));
}
