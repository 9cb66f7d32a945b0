import * as core from '@actions/core';
import { Secret } from '@konduct/core/secret/secret';
import { visible, withoutCommands } from '@konduct/core/value/visible';
import { GitHubClient } from '@konduct/repository/github/client';
import { type GitHubFailure, gitHubProblem } from '@konduct/repository/github/failure';
import type { Patience } from '@konduct/repository/github/patience';
import type { GitHub } from './github.ts';

/**
 * The repository that a run is about, on GitHub. What is waited for is told in the log.
 *
 * @param repository `owner/name`
 * @param patience when GitHub is asked again; tests have less of it
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

/** Why GitHub did not do what is only a courtesy, on one line: what it answered, why, and what to do. */
export function whyNotDone(doing: string, failure: GitHubFailure, permission: string): string {
  const right = `Give the job the permission ${permission}.`;
  const { code, message, cause, fix } = gitHubProblem(doing, failure, right);
  return [`${message} (${code}).`, ...(cause === undefined ? [] : [`Cause: ${cause}.`]), fix ?? ''].join(' ').trim();
}
