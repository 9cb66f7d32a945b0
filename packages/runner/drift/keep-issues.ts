import * as core from '@actions/core';
import type { RunReport } from '@konduct/core/run/reconciliation';
import { visible, withoutCommands } from '@konduct/core/value/visible';
import { GitHubFailure } from '@konduct/repository/github/failure';
import type { Patience } from '@konduct/repository/github/patience';
import type { GitHub } from '../github.ts';
import { gitHubClient, whyNotDone } from '../github-client.ts';
import { type Issue, type Issues, issuesOf } from './issues.ts';
import {
  type DriftIssue,
  type DriftScope,
  digestIn,
  driftIssues,
  isGone,
  nothing,
  withDigest,
} from './report-issue.ts';

/**
 * Keeps an issue for each environment that differs from git, and one for each organization: opens it, updates it when the
 * drift changes, and closes it when there is none. Issues are optional: a failure is told in the log and does not fail
 * the run.
 */
export async function keepDriftIssues(
  report: RunReport,
  github: GitHub,
  token: string,
  scope: DriftScope,
  patience: Partial<Patience> = {},
): Promise<void> {
  const { repository, eventName } = github;
  // A pull request is no state of the platform.
  if (!repository || eventName.startsWith('pull_request')) return;
  const wanted = driftIssues(report, github, scope);
  if (wanted.length === 0) return;
  if (token === '') return core.notice('No issue about drift: there is no github-token.');
  const issues = issuesOf(gitHubClient(github, repository, token, patience), token);
  try {
    const own = await issues.own();
    for (const issue of wanted) {
      const outcome = await keepIssue(issues, own, issue);
      if (outcome !== undefined) tell(issue.about, outcome);
    }
    const markers = wanted.map(({ marker }) => marker);
    const gone = own.filter(({ body }) => isGone(body, report, scope) && !markers.some((one) => body.startsWith(one)));
    for (const issue of gone.filter(({ isOpen }) => isOpen)) {
      await close(issues, issue, withDigest(issue.body, nothing), 'No manifest names this environment any more.');
      tell(`#${issue.number}`, 'closed');
    }
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    const why = `No issue about drift: ${whyNotDone('keep issues about drift', error, 'issues: write')}`;
    if (error.status === 401 || error.status === 403 || error.status === 404 || error.status === 410) core.notice(why);
    else core.warning(why);
  }
}

type Outcome = 'opened' | 'updated' | 'reopened' | 'closed' | 'unchanged' | 'left closed';

function tell(about: string, outcome: Outcome): void {
  core.info(`Issue about drift in ${withoutCommands(visible(about))}: ${outcome}`);
}

/** Brings one issue up to date. Undefined where there is none and none is needed. */
async function keepIssue(issues: Issues, own: readonly Issue[], wanted: DriftIssue): Promise<Outcome | undefined> {
  const { marker, title, body, digest, differences, comment } = wanted;
  const existing = own.find((issue) => issue.body.startsWith(marker));
  if (!existing) {
    if (differences === 0) return undefined;
    await issues.open(marker, title, body);
    return 'opened';
  }
  const before = digestIn(existing.body);
  if (differences === 0) {
    if (existing.isOpen) await close(issues, existing, body, comment);
    // Closed by a person; when the same drift comes back, it is a new one.
    else if (before !== nothing) await issues.update(existing.number, { body });
    return existing.isOpen ? 'closed' : 'unchanged';
  }
  if (before === digest) return existing.isOpen ? 'unchanged' : 'left closed';
  await issues.update(existing.number, { title, body, state: 'open' });
  await issues.comment(existing.number, comment);
  return existing.isOpen ? 'updated' : 'reopened';
}

/** Says so first: an issue that is closed already would not be told of again. */
async function close(issues: Issues, { number }: Issue, body: string, comment: string): Promise<void> {
  await issues.comment(number, comment);
  await issues.update(number, { body, state: 'closed' });
}
