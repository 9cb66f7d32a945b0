import * as core from '@actions/core';
import type { OrganizationReport, RunReport } from '@konduct/core/run/reconciliation';
import { withoutCommands } from '@konduct/core/value/visible';
import type { ReconcileOptions } from '@konduct/operations/options';
import { GitHubFailure } from '@konduct/repository/github/failure';
import type { Patience } from '@konduct/repository/github/patience';
import { type CommentDirectory, directoryParts } from '../comment/marker.ts';
import type { GitHub } from '../github.ts';
import { gitHubClient, whyNotDone } from '../github-client.ts';
import { linksTo } from '../publish.ts';
import { deploymentsOf } from './deployment.ts';

/** The part of a platform that a job works on. */
export interface AppliedScope extends CommentDirectory {
  readonly environments: readonly string[];
  readonly level: 'all' | 'organization' | 'environment';
}

/**
 * Records on GitHub what an apply has brought to Konnect and verified, so that a later look for drift can tell it from
 * what was merged since. It is optional: a failure is told in the log and does not fail the run.
 */
export async function recordApplied(
  report: RunReport,
  github: GitHub,
  token: string,
  scope: AppliedScope,
  patience: Partial<Patience> = {},
): Promise<void> {
  const { repository, sha, eventName } = github;
  // The commit of a pull request's run is on no branch.
  if (!repository || sha === '' || eventName.startsWith('pull_request')) return;
  const applied = report.organizations.filter(isApplied);
  if (applied.length === 0) return;
  if (token === '') return core.notice(`${notRecorded}: there is no github-token.`);
  const { level, environments } = scope;
  const place = directoryParts(scope);
  const deployments = deploymentsOf(gitHubClient(github, repository, token, patience));
  try {
    for (const { organization } of applied) {
      const part = { commit: sha, organization, level, environments: environments.toSorted(), place };
      await deployments.record(part, linksTo(github)?.run ?? '');
      core.info(`Recorded for ${withoutCommands(organization)}: ${sha.slice(0, 7)} is what Konnect has.`);
    }
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    core.notice(`${notRecorded}: ${whyNotDone('record the apply as a deployment', error, 'deployments: write')}`);
  }
}

const notRecorded = 'Not recorded what was applied, so that drift cannot be told from what is merged later';

/** Whether Konnect has what the commit says, as far as it can. */
function isApplied({ plan, results, verification, failureReason }: OrganizationReport): boolean {
  if (!plan || failureReason !== undefined) return false;
  return results?.length === 0 || verification?.ok === true;
}

/**
 * What was applied last: the commit that the workflow names, or what applies have recorded.
 *
 * @param since the input of that name; empty where the workflow names none
 */
export async function readLastApplied(
  since: string,
  github: GitHub,
  token: string,
  scope: CommentDirectory,
  patience: Partial<Patience> = {},
): Promise<Pick<ReconcileOptions, 'lastApplied' | 'lastAppliedUnknown'>> {
  if (since !== '') return { lastApplied: [{ commit: since }] };
  const { repository } = github;
  if (!repository || token === '') return { lastAppliedUnknown: 'there is no github-token to look for records with' };
  try {
    const lastApplied = await deploymentsOf(gitHubClient(github, repository, token, patience)).lastApplied(
      directoryParts(scope),
    );
    return { lastApplied, lastAppliedUnknown: 'no apply has recorded what it brought to Konnect' };
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    const why = whyNotDone('read what was applied last', error, 'deployments: read');
    core.notice(why);
    return { lastAppliedUnknown: 'GitHub did not say, as the log has it' };
  }
}
