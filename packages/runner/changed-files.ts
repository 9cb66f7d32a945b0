import * as core from '@actions/core';
import { getOctokit } from '@actions/github';
import type { GitHub } from './github.ts';

const patience = 30_000;

/** GitHub lists no more files of a pull request. */
const mostListed = 3000;

/**
 * The files that the pull request changes which started the run; undefined elsewhere, and where GitHub does not tell all
 * of them. Then everything has to be looked at, which the log says.
 */
export async function changedFiles(github: GitHub, token: string): Promise<readonly string[] | undefined> {
  const { apiUrl, repository, pullRequest } = github;
  if (!pullRequest || !repository || token === '') return undefined;
  const octokit = getOctokit(token, { baseUrl: apiUrl });
  const [owner = '', repo = ''] = repository.split('/');
  try {
    const files = await octokit.paginate(octokit.rest.pulls.listFiles, {
      owner,
      repo,
      pull_number: pullRequest.number,
      per_page: 100,
      request: { signal: AbortSignal.timeout(patience) },
    });
    if (files.length < mostListed) return files.map(({ filename }) => filename);
    core.notice(`All files are linted: GitHub lists no more than ${mostListed} that a pull request changes.`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    core.notice(`All files are linted: GitHub did not list those that the pull request changes (${reason}).`);
  }
  return undefined;
}
