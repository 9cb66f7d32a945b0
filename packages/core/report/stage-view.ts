import { findingsOf } from '../run/run.ts';
import { stageSummary } from '../run/stage-summary.ts';
import type { StageReport } from '../run/staging.ts';
import { renderStageJson } from './json/stage.ts';
import { renderStageMarkdown } from './markdown/stage.ts';
import { renderStageText } from './text/stage.ts';
import type { ReportView } from './view.ts';

/** The view of a staging run: see `ReportView`. */
export function stageView(report: StageReport): ReportView {
  const { failureReason, exitCode } = report;
  return {
    findings: findingsOf(report, ...report.services, ...report.environments),
    changed: report.environments.some(({ outcome }) => changing.has(outcome)),
    summary: stageSummary(report),
    failureReason,
    exitCode,
    text: (options) => renderStageText(report, options),
    markdown: (options) => renderStageMarkdown(report, options),
    json: () => renderStageJson(report),
  };
}

const changing: ReadonlySet<string> = new Set(['opened', 'updated', 'closed', 'pushed', 'written']);
