import * as core from '@actions/core';
import { escapeHtml } from '@konduct/core/report/markdown/escape';
import { visible, withoutCommands } from '@konduct/core/value/visible';
import { GitHubFailure } from '@konduct/repository/github/failure';
import type { Patience } from '@konduct/repository/github/patience';
import type { GitHub } from '../github.ts';
import { gitHubClient, whyNotDone } from '../github-client.ts';
import { linksTo } from '../publish.ts';
import { type Comment, commentsOf } from './comments.ts';
import { keepComment } from './keep.ts';

/** A comment that a pull request has once, however many runs there are. */
export interface StickyComment {
  /** Its subject, for the log. */
  readonly about: string;
  /** Its first line: invisible on GitHub, and used to find the comment again. */
  readonly marker: string;
  readonly body: string;
}

/** The comments of a run. */
export interface StickyComments {
  readonly wanted: readonly StickyComment[];
  /**
   * The new text of an earlier comment for which this run has no result: unchanged, readers would take it for the
   * result of this run. Undefined leaves it unchanged.
   *
   * @param body the earlier comment, with its marker
   */
  readonly instead: (body: string) => StickyComment | undefined;
}

/**
 * Keeps comments on the run's pull request. Comments are optional: a failure is reported in the log and does not fail
 * the run.
 */
export async function keepComments(
  { wanted, instead }: StickyComments,
  github: GitHub,
  token: string,
  patience: Partial<Patience> = {},
): Promise<void> {
  const { repository, pullRequest } = github;
  if (!pullRequest || !repository) return;
  const obstacle = whyNot(github, token);
  if (obstacle !== undefined) {
    if (wanted.length > 0) core.notice(`No comment: ${obstacle}`);
    return;
  }
  try {
    const comments = commentsOf(gitHubClient(github, repository, token, patience), pullRequest.number, token);
    const own = await comments.own();
    for (const { about, marker, body } of [...wanted, ...outdated(own, wanted, instead)]) {
      const outcome = await keepComment(comments, own, marker, body);
      core.info(`Comment for ${withoutCommands(visible(about))}: ${outcome}`);
    }
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    explain(error);
  }
}

/** Earlier comments that this run does not write, and their new texts. */
function outdated(own: readonly Comment[], wanted: readonly StickyComment[], instead: StickyComments['instead']) {
  const markers = new Set(wanted.map(({ marker }) => marker));
  return own.flatMap(({ body }) => {
    const comment = instead(body);
    return comment && !markers.has(comment.marker) ? [comment] : [];
  });
}

/** A body that ends with the commit that it is about, so that readers see whether it is the newest one. */
export function signed(body: string, what: string, github: GitHub, where = ''): string {
  const links = linksTo(github);
  const place = escapeHtml(visible(where));
  return links ? `${body}\n<sub>Konduct, ${what} of ${links.commit.slice(0, 7)}${place}</sub>\n` : body;
}

function whyNot({ eventName, pullRequest }: GitHub, token: string): string | undefined {
  if (eventName === 'pull_request' && pullRequest?.fromFork) return 'pull requests from forks may not write any.';
  return token === '' ? 'there is no github-token.' : undefined;
}

function explain(failure: GitHubFailure): void {
  const { status } = failure;
  const why = `No comment: ${whyNotDone('keep comments on the pull request', failure, 'pull-requests: write')}`;
  if (failure.fault === 'refused' && (status === 401 || status === 403 || status === 404)) core.notice(why);
  else core.warning(why);
}
