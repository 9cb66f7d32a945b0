import * as core from '@actions/core';
import { getOctokit } from '@actions/github';
import { allowDeletesLabel } from '@konduct/core/policy/allow-deletes';
import type { GitHub } from './github.ts';

const patience = 30_000;

/**
 * Whether deletions beyond `max-deletes` are allowed in this run: by the input `allow-deletes`, or by the label
 * `konduct-allow-deletes` on the pull request. A run for a pull request reads the labels in its event; a run for a push
 * asks GitHub for the pull request that the commit merged, so that both say the same. Nothing is allowed where GitHub
 * cannot be asked, and a notice says why.
 *
 * @param given the value of `allow-deletes`
 */
export async function deletesAllowed(github: GitHub, token: string, given: boolean): Promise<boolean> {
  if (given) return true;
  const { pullRequest, eventName } = github;
  if (pullRequest) return isLabelled([pullRequest]);
  return eventName === 'push' && isLabelled(await mergedPullRequests(github, token));
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

/** The pull requests whose merge made the commit of the run. */
async function mergedPullRequests({ apiUrl, repository, sha }: GitHub, token: string): Promise<readonly Labelled[]> {
  if (!repository || sha === '') return [];
  if (token === '') {
    core.notice(notRead('there is no github-token'));
    return [];
  }
  const octokit = getOctokit(token, { baseUrl: apiUrl });
  const [owner = '', repo = ''] = repository.split('/');
  try {
    const { data } = await octokit.rest.repos.listPullRequestsAssociatedWithCommit({
      owner,
      repo,
      commit_sha: sha,
      per_page: 100,
      request: { signal: AbortSignal.timeout(patience) },
    });
    return data
      .filter(({ merged_at, merge_commit_sha }) => merged_at !== null && merge_commit_sha === sha)
      .map(({ number, labels }) => ({ number, labels: labels.map(({ name }) => name) }));
  } catch (error) {
    core.notice(notRead(reasonOf(error)));
    return [];
  }
}

function notRead(reason: string): string {
  return `No deletions beyond max-deletes are allowed: the labels of the merged pull request could not be read, because ${reason}.`;
}

function reasonOf(error: unknown): string {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  if (status === 401 || status === 403 || status === 404)
    return `GitHub answered ${status}; give the job the permission pull-requests: read`;
  return `GitHub could not be reached (${error instanceof Error ? error.message : String(error)})`;
}
