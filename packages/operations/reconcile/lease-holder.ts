import { hostname, userInfo } from 'node:os';
import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';

/**
 * The name of this run for the people who read that it holds the lease: the workflow run on GitHub with its address, else
 * the person and the machine.
 */
export function holderFrom(environment: EnvironmentVariables): string {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID, GITHUB_WORKFLOW } = environment;
  if (GITHUB_REPOSITORY && GITHUB_RUN_ID) {
    const url = `${GITHUB_SERVER_URL ?? 'https://github.com'}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`;
    return GITHUB_WORKFLOW ? `${GITHUB_WORKFLOW} (${url})` : url;
  }
  return `${userName()} on ${hostname()}`;
}

/** The login name of the person; a user of a container may have none. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'somebody';
  }
}
