import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as core from '@actions/core';
import { findings } from '@konduct/core/report/findings';
import { renderJson, summaryDocument } from '@konduct/core/report/json/document';
import { summaryLimit } from '@konduct/core/report/markdown/fit';
import type { Links } from '@konduct/core/report/markdown/link';
import { renderMarkdown } from '@konduct/core/report/markdown/run';
import type { RunReport } from '@konduct/core/report/report';
import { renderText } from '@konduct/core/report/text/run';
import { hasNews } from '@konduct/operations/run-report';
import { annotate } from './annotate.ts';
import type { GitHub } from './github.ts';
import { setOutputs } from './outputs.ts';

/** Tells people and later steps what a run came to: log, annotations, job summary, outputs, report file, exit code. */
export async function publish(report: RunReport, github: GitHub, options: { readonly color: boolean }): Promise<void> {
  core.info(renderText(report, options).trimEnd());
  annotate(findings(report), options);
  await writeSummary(report, linksTo(github));
  setOutputs({
    changed: String(isChanged(report)),
    summary: JSON.stringify(summaryDocument(report.summary)),
    waiting: String(report.summary.waiting),
    'failure-reason': report.failureReason ?? '',
    'report-file': await writeReport(report, github.temporaryFolder),
  });
  process.exitCode = report.exitCode;
}

/** Where the files of this run can be read on GitHub. */
export function linksTo({ serverUrl, repository, sha, pullRequest }: GitHub): Links | undefined {
  const commit = pullRequest?.headSha || sha;
  return repository && commit ? { repository: `${serverUrl}/${repository}`, commit } : undefined;
}

function isChanged(report: RunReport): boolean {
  if (report.mode !== 'apply') return report.mode === 'plan' && hasNews(report.organizations);
  return report.organizations.some(({ results }) => results?.some(({ outcome }) => outcome === 'applied'));
}

async function writeSummary(report: RunReport, links: Links | undefined): Promise<void> {
  if (!process.env.GITHUB_STEP_SUMMARY) return;
  await core.summary.addRaw(renderMarkdown(report, { limit: summaryLimit, ...(links ? { links } : {}) })).write();
}

async function writeReport(report: RunReport, temporaryFolder: string): Promise<string> {
  const file = join(await mkdtemp(join(temporaryFolder, 'konduct-')), 'report.json');
  await writeFile(file, renderJson(report));
  return file;
}
