import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import * as core from '@actions/core';
import { summaryDocument } from '@konduct/core/report/json/document';
import { summaryLimit } from '@konduct/core/report/markdown/fit';
import type { Links } from '@konduct/core/report/markdown/link';
import type { ReportView } from '@konduct/core/report/view';
import { writeInPlace } from '@konduct/operations/write-in-place';
import { annotate } from './check/annotate.ts';
import type { GitHub } from './github.ts';
import { type Outputs, setOutputs } from './outputs.ts';

export interface PublishOptions {
  readonly color: boolean;
  /** Outputs of this action alone. */
  readonly outputs?: Outputs;
}

/** Publishes the result of a run: log, annotations, job summary, outputs, report file, exit code. */
export async function publish(view: ReportView, github: GitHub, options: PublishOptions): Promise<void> {
  core.info(view.text(options).trimEnd());
  annotate(view.findings, options);
  await writeSummary(view, linksTo(github));
  setOutputs({
    changed: String(view.changed),
    summary: JSON.stringify(summaryDocument(view.summary)),
    waiting: String(view.summary.waiting),
    'failure-reason': view.failureReason ?? '',
    'report-file': await writeFileFor(github, 'report.json', view.json()),
    ...options.outputs,
  });
  process.exitCode = view.exitCode;
}

/** The addresses for links to the run's files on GitHub. */
export function linksTo({ serverUrl, repository, sha, runId, pullRequest }: GitHub): Links | undefined {
  const commit = pullRequest?.headSha || sha;
  if (!repository || !commit) return undefined;
  const page = `${serverUrl}/${repository}`;
  return { repository: page, commit, ...(runId ? { run: `${page}/actions/runs/${runId}` } : {}) };
}

/** Writes a file for later steps into a folder of its own, which the runner removes after the job. Returns its path. */
export async function writeFileFor({ temporaryFolder }: GitHub, name: string, text: string): Promise<string> {
  const file = join(await mkdtemp(join(temporaryFolder, 'konduct-')), name);
  writeInPlace(file, file, text);
  return file;
}

async function writeSummary(view: ReportView, links: Links | undefined): Promise<void> {
  if (!process.env.GITHUB_STEP_SUMMARY) return;
  await core.summary.addRaw(view.markdown({ limit: summaryLimit, ...(links ? { links } : {}) })).write();
}
