import * as core from '@actions/core';
import { Secret } from '@konduct/core/secret/secret';
import { visible, withoutCommands } from '@konduct/core/value/visible';
import { GitHubClient } from '@konduct/repository/github/client';
import { type GitHubFailure, gitHubProblem } from '@konduct/repository/github/failure';
import type { Patience } from '@konduct/repository/github/patience';
import type { GitHub } from './github.ts';

/**
 * A client for the run's repository on GitHub. The log shows what it waits for.
 *
 * @param repository `owner/name`
 * @param patience differences from the default; tests use shorter times
 */
export function gitHubClient(
  { apiUrl }: Pick<GitHub, 'apiUrl'>,
  repository: string,
  token: string,
  patience: Partial<Patience> = {},
): GitHubClient {
  const onWait = (line: string) => core.info(withoutCommands(visible(line)));
  return new GitHubClient({ apiUrl, repository, token: new Secret(token), environment: process.env, onWait }, patience);
}

/** The reason why an optional request to GitHub failed, on one line: the answer, its cause, and the fix. */
export function whyNotDone(doing: string, failure: GitHubFailure, permission: string): string {
  const right = `Give the job the permission ${permission}.`;
  const { code, message, cause, fix } = gitHubProblem(doing, failure, right);
  return [`${message} (${code}).`, ...(cause === undefined ? [] : [`Cause: ${cause}.`]), fix ?? ''].join(' ').trim();
}
