import * as core from '@actions/core';
import { commentLimit } from '@konduct/core/report/markdown/fit';
import { renderOrganization } from '@konduct/core/report/markdown/organization';
import type { OrganizationReport, RunReport } from '@konduct/core/report/report';
import { visible, withoutCommands } from '@konduct/core/report/visible';
import type { GitHub } from '../github.ts';
import { linksTo } from '../publish.ts';
import { commentsOf } from './comments.ts';
import { keepComment } from './keep.ts';
import { commentMarker } from './marker.ts';

/**
 * Keeps one comment for each organization on the pull request that started the run. A comment is a courtesy: what
 * prevents it is told in the log and fails nothing.
 */
export async function commentOnPullRequest(report: RunReport, github: GitHub, token: string): Promise<void> {
  const { apiUrl, repository, pullRequest } = github;
  if (!pullRequest || !repository || report.organizations.length === 0) return;
  const obstacle = whyNot(github, token);
  if (obstacle !== undefined) {
    core.notice(`No comment: ${obstacle}`);
    return;
  }
  try {
    const comments = commentsOf({ apiUrl, repository, number: pullRequest.number }, token);
    const own = await comments.own();
    for (const organization of report.organizations) {
      const marker = commentMarker(report.mode, organization.organization);
      const body = commentBody(organization, report.mode, github);
      const outcome = await keepComment(comments, own, marker, body);
      core.info(`Comment for ${withoutCommands(visible(organization.organization))}: ${outcome}`);
    }
  } catch (error) {
    explain(error);
  }
}

function whyNot({ eventName, pullRequest }: GitHub, token: string): string | undefined {
  if (eventName === 'pull_request' && pullRequest?.fromFork) return 'pull requests from forks may not write any.';
  return token === '' ? 'there is no github-token.' : undefined;
}

function commentBody(organization: OrganizationReport, mode: RunReport['mode'], github: GitHub): string {
  const links = linksTo(github);
  const body = renderOrganization(organization, mode, { limit: commentLimit, ...(links ? { links } : {}) });
  return links ? `${body}\n<sub>Konduct, ${mode} of ${links.commit.slice(0, 7)}</sub>\n` : body;
}

function explain(error: unknown): void {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  if (status === 401 || status === 403 || status === 404) {
    core.notice(`No comment: GitHub answered ${status}. Give the job the permission pull-requests: write.`);
  } else {
    const reason = error instanceof Error ? error.message : String(error);
    core.warning(`No comment: GitHub could not be reached (${reason}).`);
  }
}
