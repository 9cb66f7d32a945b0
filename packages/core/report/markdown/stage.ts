import type { EnvironmentOutcome, EnvironmentStaging, ServiceStaging, StageReport } from '../../run/staging.ts';
import { unstagedClause } from '../unstaged.ts';
import { chooseChanges } from './api-changes.ts';
import { codeSpan } from './escape.ts';
import { findingsMarkdown } from './findings.ts';
import { atLeast, fitLists } from './fit.ts';
import type { Links } from './link.ts';
import type { MarkdownOptions } from './organization.ts';
import { type StagingPage, stagingBlocks } from './staging.ts';

const words: Readonly<Record<EnvironmentOutcome, readonly [mark: string, words: string]>> = {
  unchanged: ['✅', 'nothing to do'],
  opened: ['✅', 'pull request opened'],
  updated: ['✅', 'pull request updated'],
  declined: ['ℹ️', 'left alone: people closed its pull request, and nothing is new since'],
  closed: ['✅', 'pull request closed, because there is nothing left to bring'],
  pushed: ['✅', 'branch pushed'],
  written: ['✅', 'written into the working tree'],
  passed: ['✅', 'the changes of APIs are allowed'],
  stopped: ['❌', 'stopped: changes of APIs are not accepted'],
  refused: ['❌', 'refused: the branch has commits that are not ours'],
  failed: ['❌', 'failed'],
};

/** A staging run as a page for the summary of a job: for each environment, the text of its pull request. */
export function renderStageMarkdown(report: StageReport, { limit, links }: MarkdownOptions): string {
  return fitLists((detail, room) => {
    const told = chooseChanges(report.services, room, limit.measure);
    return blocks(report, links, { detail, told, server: links && new URL(links.repository).origin });
  }, limit);
}

function blocks(report: StageReport, links: Links | undefined, page: StagingPage): string[] {
  const most = atLeast(page.detail, 'names') ? 200 : 20;
  const nothing = report.environments.length === 0 ? ['❌ **Nothing was staged.**'] : [];
  return [
    '## Staged specifications',
    ...nothing,
    ...findingsMarkdown(report.diagnostics, links, most),
    ...report.environments.flatMap((staging) => {
      const services = report.services.filter(({ environment }) => environment === staging.environment);
      return environmentBlocks(staging, services, page);
    }),
  ];
}

function environmentBlocks(
  staging: EnvironmentStaging,
  services: readonly ServiceStaging[],
  page: StagingPage,
): string[] {
  const { environment, outcome, pullRequest } = staging;
  // The address comes from GitHub's API; it becomes a link only if it has nothing but characters of plain addresses.
  const url = pullRequest && /^https?:\/\/[\w.:/-]+$/.test(pullRequest.url) ? pullRequest.url : undefined;
  const request = pullRequest
    ? url === undefined
      ? `: ${pullRequest.number}`
      : `: [${pullRequest.number}](${url})`
    : '';
  const [, ...said] = stagingBlocks(environment, services, staging, page);
  const unstaged = unstagedClause(staging, services);
  const [mark, outcomeWords] = words[outcome];
  const ended = `${outcomeWords}${request}`;
  const verdict = unstaged === undefined ? `${mark} ${ended}` : `❌ ${ended}; ${unstaged}`;
  return [`### ${codeSpan(environment)}`, verdict, ...said];
}
