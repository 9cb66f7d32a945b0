import * as core from '@actions/core';
import { allowDeletesLabel } from '@konduct/core/policy/allow-deletes';
import { GitHubFailure } from '@konduct/repository/github/failure';
import type { Patience } from '@konduct/repository/github/patience';
import type { GitHub } from './github.ts';
import { gitHubClient, whyNotDone } from './github-client.ts';

/**
 * Whether a run may exceed `max-deletes`: with the input `allow-deletes`, or with the label `konduct-allow-deletes` on
 * the pull request. A run for a pull request reads the labels in its event. A run for a push asks GitHub for the merged
 * pull request of the commit, so that both decide alike. If GitHub cannot be asked, the limit holds, and a notice gives
 * the reason.
 *
 * @param given the value of `allow-deletes`
 */
export async function deletesAllowed(
  github: GitHub,
  token: string,
  given: boolean,
  patience: Partial<Patience> = {},
): Promise<boolean> {
  if (given) return true;
  const { pullRequest, eventName } = github;
  if (pullRequest) return isLabelled([pullRequest]);
  return eventName === 'push' && isLabelled(await mergedPullRequests(github, token, patience));
}

interface Labelled {
  readonly number: number;
  readonly labels: readonly string[];
}

function isLabelled(pulls: readonly Labelled[]): boolean {
  const found = pulls.find(({ labels }) => labels.includes(allowDeletesLabel));
  if (found)
    core.info(
      `Deletions beyond max-deletes are allowed: pull request #${found.number} is labelled ${allowDeletesLabel}.`,
    );
  return found !== undefined;
}

/** The pull requests whose merge created the run's commit. */
async function mergedPullRequests(
  github: GitHub,
  token: string,
  patience: Partial<Patience>,
): Promise<readonly Labelled[]> {
  const { repository, sha } = github;
  if (!repository || sha === '') return [];
  if (token === '') {
    core.notice(`${notRead}: there is no github-token.`);
    return [];
  }
  const client = gitHubClient(github, repository, token, patience);
  try {
    const pulls = await client.list(`${client.repository}/commits/${sha}/pulls`, (pull) => ({
      number: pull.member('number').integer(),
      labels: pull.member('labels').list((label) => label.member('name').text()),
      isMerged: pull.member('merged_at').optional((time) => time.text()) !== undefined,
      mergeCommit: pull.member('merge_commit_sha').optional((commit) => commit.text()),
    }));
    return pulls.filter(({ isMerged, mergeCommit }) => isMerged && mergeCommit === sha);
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    core.notice(
      `${notRead}: ${whyNotDone('read the labels of the merged pull request', error, 'pull-requests: read')}`,
    );
    return [];
  }
}

const notRead = 'No deletions beyond max-deletes are allowed';
