import * as core from '@actions/core';
import { GitHubFailure } from '@konduct/repository/github/failure';
import type { Patience } from '@konduct/repository/github/patience';
import type { GitHub } from './github.ts';
import { gitHubClient, whyNotDone } from './github-client.ts';

/** The most files of a pull request that GitHub lists. */
const mostListed = 3000;

/**
 * The files that the run's pull request changes. Undefined outside of pull requests and where GitHub does not list all
 * files; then every file is checked, and the log says so.
 */
export async function changedFiles(
  github: GitHub,
  token: string,
  patience: Partial<Patience> = {},
): Promise<readonly string[] | undefined> {
  const { repository, pullRequest } = github;
  if (!pullRequest || !repository || token === '') return undefined;
  const client = gitHubClient(github, repository, token, patience);
  try {
    const path = `${client.repository}/pulls/${pullRequest.number}/files`;
    const files = await client.list(path, (file) => file.member('filename').text());
    if (files.length < mostListed) return files;
    core.notice(`All files are linted: GitHub lists no more than ${mostListed} that a pull request changes.`);
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    const why = whyNotDone('list the files that the pull request changes', error, 'pull-requests: read');
    core.notice(`All files are linted: ${why}`);
  }
  return undefined;
}
