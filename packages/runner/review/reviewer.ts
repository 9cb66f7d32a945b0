import type { Review, Reviewer } from '@konduct/core/plan-file/review';
import { type ReviewedPlan, readReviewed } from '@konduct/core/plan-file/reviewed-plan';
import { and } from '@konduct/core/report/words';
import type { GitHubClient } from '@konduct/repository/github/client';
import { GitHubFailure, gitHubProblem } from '@konduct/repository/github/failure';
import type { Patience } from '@konduct/repository/github/patience';
import type { CommentDirectory } from '../comment/marker.ts';
import type { GitHub } from '../github.ts';
import { gitHubClient } from '../github-client.ts';
import { checkName, isAbout } from './check-identity.ts';
import { keptIn } from './check-run.ts';
import { checksOf, type StoredCheck } from './check-runs.ts';
import { commitsUpTo, type MergedPull, mergedInto } from './merged-pulls.ts';

/** The most pull requests whose plans are read. */
const mostPulls = 20;

/** The app whose check runs count: that of the tokens of workflows. */
const trustedApp = 'github-actions';

/**
 * Finds what people reviewed on GitHub: the plans that runs left in check runs on the head commits of the pull requests
 * that were merged into the run's branch, the newest first, among the last 100 commits.
 *
 * @param directory the platform directory of the run; plans of another one do not count
 */
export function gitHubReviewer(
  github: GitHub,
  token: string,
  directory: CommentDirectory,
  patience: Partial<Patience> = {},
): Reviewer {
  const { repository, sha, branch } = github;
  if (!repository || sha === '') return unknown('This run is not on GitHub', 'Set `reviewed: off`.');
  if (token === '') return unknown('There is no `github-token`', 'Give the step the token of the workflow.');
  if (branch === undefined)
    return unknown('The run is not about a branch that pull requests are merged into', 'Apply from that branch.');
  const client = gitHubClient(github, repository, token, patience);
  /** Asked once for all organizations. */
  let history: Promise<History> | undefined;
  return async (organization, suffices) => {
    const found = new FoundPlans();
    try {
      history ??= historyOf(client, sha, branch);
      const { pulls, origin } = await history;
      found.origin = origin;
      for (const pull of pulls.slice(0, mostPulls)) {
        found.add(pull, await plansOf(client, pull, organization, directory));
        if (suffices(found.plans)) break;
      }
    } catch (error) {
      if (!(error instanceof GitHubFailure)) throw error;
      history = undefined;
      return { ...found.review(organization, directory), ...notRead(error) };
    }
    return found.review(organization, directory);
  };
}

function unknown(lack: string, fix: string): Reviewer {
  return async () => ({ plans: [], from: '', lack, fix });
}

interface History {
  /** The pull requests whose merges are in it, newest first. */
  readonly pulls: readonly MergedPull[];
  /** How the newest commit came there, if it was not by a pull request, as a sentence. */
  readonly origin: string | undefined;
}

async function historyOf(client: GitHubClient, sha: string, branch: string): Promise<History> {
  const [commits, merged] = await Promise.all([commitsUpTo(client, sha), mergedInto(client, branch)]);
  const byCommit = new Map(merged.map((pull) => [pull.mergeCommit, pull]));
  const pulls = commits.flatMap((commit) => byCommit.get(commit) ?? []);
  const origin = `Commit ${sha.slice(0, 7)} did not come to ${branch} by a pull request`;
  return { pulls, origin: byCommit.has(sha) ? undefined : origin };
}

/** The check runs of a pull request that have a plan of an organization. */
async function plansOf(
  client: GitHubClient,
  { headSha }: MergedPull,
  organization: string,
  directory: CommentDirectory,
): Promise<readonly StoredCheck[]> {
  const checks = await checksOf(client, headSha);
  return checks.filter(({ identity }) => isAbout(identity, organization, directory));
}

/** What was found in the check runs of pull requests. */
class FoundPlans {
  readonly plans: ReviewedPlan[] = [];
  origin: string | undefined;
  readonly #with: number[] = [];
  readonly #without: number[] = [];
  readonly #remarks: string[] = [];

  add({ number }: MergedPull, checks: readonly StoredCheck[]): void {
    const trusted = checks.filter(({ app }) => app === trustedApp);
    const plans = trusted.flatMap(({ summary }) => readReviewed(keptIn(summary)) ?? []);
    this.plans.push(...plans);
    (plans.length === 0 ? this.#without : this.#with).push(number);
    const other = checks.find(({ app }) => app !== trustedApp);
    if (plans.length === 0 && other)
      this.#remarks.push(`The check run of #${number} is of ${other.app ?? 'no app'} and not of ${trustedApp}`);
    if (plans.some(({ meanings }) => meanings === undefined))
      this.#remarks.push(`The plan of #${number} had too many changes to keep each of them`);
  }

  review(organization: string, { config, manifests }: CommentDirectory): Review {
    const name = checkName(organization, { config, manifests, organizations: [], environments: [], level: 'all' });
    const lack = [
      ...(this.origin === undefined ? [] : [this.origin]),
      ...(this.#without.length === 0 ? [] : [`${called(this.#without)} ${has(this.#without)} no check run ${name}`]),
      ...this.#remarks,
    ];
    if (this.plans.length + lack.length === 0) lack.push('No pull request was merged');
    return {
      plans: this.plans,
      from: this.#with.length === 0 ? '' : lowered(called(this.#with)),
      ...(lack.length === 0 ? {} : { lack: lack.join('. ') }),
      ...(this.#with.length === 0 && this.#without.length > 0 ? { fix: planWithChecks } : {}),
    };
  }
}

const planWithChecks =
  'Give the job that plans pull requests the permission `checks: write`; then open a pull request, even an empty one, and merge it.';

function called(numbers: readonly number[]): string {
  return `Pull request${numbers.length === 1 ? '' : 's'} ${and(numbers.map((number) => `#${number}`))}`;
}

function has(numbers: readonly number[]): string {
  return numbers.length === 1 ? 'has' : 'have';
}

function lowered(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

function notRead(failure: GitHubFailure): Pick<Review, 'lack' | 'fix'> {
  const right = 'Give the job the permissions checks: read, contents: read and pull-requests: read.';
  const { message, cause, fix } = gitHubProblem('read what was reviewed', failure, right);
  return { lack: cause === undefined ? message : `${message}: ${cause}`, fix };
}
