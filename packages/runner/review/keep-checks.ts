import * as core from '@actions/core';
import { visible, withoutCommands } from '@konduct/core/value/visible';
import { GitHubFailure } from '@konduct/repository/github/failure';
import type { Patience } from '@konduct/repository/github/patience';
import type { GitHub } from '../github.ts';
import { gitHubClient, whyNotDone } from '../github-client.ts';
import type { PlanCheck } from './check-run.ts';
import { checksOf, keepCheck } from './check-runs.ts';

/**
 * Keeps check runs on the head commit of the run's pull request. They are optional: a failure is reported in the log and
 * does not fail the run. Those of a pull request that is merged stay as they were reviewed.
 */
export async function keepChecks(
  checks: readonly PlanCheck[],
  github: GitHub,
  token: string,
  patience: Partial<Patience> = {},
): Promise<void> {
  const { repository, pullRequest } = github;
  if (!pullRequest || pullRequest.isClosed || pullRequest.headSha === '' || !repository || checks.length === 0) return;
  if (token === '') {
    core.notice(`${notKept}: there is no github-token.`);
    return;
  }
  const { headSha } = pullRequest;
  const client = gitHubClient(github, repository, token, patience);
  try {
    const existing = await checksOf(client, headSha);
    for (const check of checks) {
      const outcome = await keepCheck(client, headSha, existing, check);
      core.info(`Check run ${withoutCommands(visible(check.name))}: ${outcome}`);
    }
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    explain(error);
  }
}

const notKept = 'No check run, so that an apply has no reviewed plan to compare with';

function explain(failure: GitHubFailure): void {
  const { status } = failure;
  const why = `${notKept}: ${whyNotDone('keep the plan in a check run', failure, 'checks: write')}`;
  if (failure.fault === 'refused' && (status === 401 || status === 403 || status === 404)) core.notice(why);
  else core.warning(why);
}
