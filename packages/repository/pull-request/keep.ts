import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { GitHubFailure, gitHubProblem } from '../github/failure.ts';
import type { PullRequest, PullRequests } from './github.ts';
import { markedIn, withMark } from './staged-mark.ts';

/** What a pull request is to be. */
export interface WantedPullRequest {
  readonly branch: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
  /** The digest of the changes it brings. */
  readonly staged: string;
  /** Whether it was moved there by this run. */
  readonly moved: boolean;
  readonly labels: readonly string[];
  readonly reviewers: readonly string[];
  readonly teamReviewers: readonly string[];
}

export interface KeptPullRequest {
  readonly outcome: 'opened' | 'updated' | 'unchanged';
  readonly pullRequest: { readonly number: number; readonly url: string };
  /** What was not possible and is no reason to fail. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The pull request in which people declined just these changes: the newest one, closed and not merged, for the same base.
 *
 * @param head the commit the branch has or would have
 */
export function findDeclined(
  all: readonly PullRequest[],
  { base, staged, head }: Pick<WantedPullRequest, 'base' | 'staged'> & { readonly head: string },
): PullRequest | undefined {
  const [newest] = all;
  if (!newest || newest.state === 'open' || newest.merged || newest.base !== base) return undefined;
  const marked = markedIn(newest.body);
  // Whoever rewrote the text took our mark with it; then only the very same commit is known again.
  const same = marked === undefined ? newest.headCommit === head : marked === staged;
  return same && !all.some(({ state }) => state === 'open') ? newest : undefined;
}

/**
 * Opens the pull request of a branch, or makes the open one say what it brings and where. Rejects with a GitHubFailure.
 *
 * @param all those of the branch, the newest first
 */
export async function keepPullRequest(
  requests: PullRequests,
  all: readonly PullRequest[],
  wanted: WantedPullRequest,
): Promise<KeptPullRequest> {
  const { branch, base, title, staged } = wanted;
  const body = withMark(wanted.body, staged);
  const open = all.find(({ state }) => state === 'open');
  if (open) {
    const retarget = open.base === base ? {} : { base };
    const same = open.title === title && normal(open.body) === normal(body) && open.base === base;
    const changed = wanted.moved || !same;
    if (changed) await requests.update(open.number, { title, body, ...retarget });
    return { ...told(changed ? 'updated' : 'unchanged', open), diagnostics: await label(requests, open, wanted) };
  }
  const created = await requests.create({ branch, base, title, body });
  const diagnostics = [...(await label(requests, created, wanted)), ...(await invite(requests, created, wanted))];
  return { ...told('opened', created), diagnostics };
}

/** Closes the open pull request of a branch, with a word about why. What it had may come back. */
export async function closePullRequest(
  requests: PullRequests,
  branch: string,
  body: string,
): Promise<PullRequest | undefined> {
  const open = (await requests.list(branch)).find(({ state }) => state === 'open');
  if (open) await requests.update(open.number, { state: 'closed', body: withMark(body, undefined) });
  return open;
}

/**
 * Sees to it that closing the open pull request of a branch declines nothing: whoever removes a branch that Konduct
 * leaves alone closes its pull request, too, and wants a new one.
 */
export async function releasePullRequest(requests: PullRequests, branch: string): Promise<void> {
  const open = (await requests.list(branch)).find(({ state }) => state === 'open');
  const body = open && withMark(open.body, undefined);
  if (open && body !== undefined && normal(body) !== normal(open.body)) await requests.update(open.number, { body });
}

function told(outcome: KeptPullRequest['outcome'], { number, url }: PullRequest): Omit<KeptPullRequest, 'diagnostics'> {
  return { outcome, pullRequest: { number, url } };
}

function label(requests: PullRequests, pull: PullRequest, { labels }: WantedPullRequest): Promise<Diagnostic[]> {
  const missing = labels.filter((name) => !pull.labels.includes(name));
  return missing.length === 0
    ? Promise.resolve([])
    : warnOnFailure('add labels', 'pull-requests: write', () => requests.addLabels(pull.number, missing));
}

function invite(requests: PullRequests, pull: PullRequest, wanted: WantedPullRequest): Promise<Diagnostic[]> {
  const { reviewers, teamReviewers } = wanted;
  if (reviewers.length + teamReviewers.length === 0) return Promise.resolve([]);
  const right =
    teamReviewers.length === 0
      ? 'pull-requests: write'
      : 'pull-requests: write and, for teams, members: read of a GitHub App';
  return warnOnFailure('ask for reviews', right, () =>
    requests.requestReviewers(pull.number, reviewers, teamReviewers),
  );
}

const fixes: ReadonlyMap<number | undefined, string> = new Map([
  [422, 'Check the names: they have to be people or teams who may see the repository.'],
]);

/** Runs a request that only adds to a pull request, such as labels: a `GitHubFailure` becomes a warning. */
async function warnOnFailure(doing: string, right: string, act: () => Promise<void>): Promise<Diagnostic[]> {
  try {
    await act();
    return [];
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    const problem = gitHubProblem(doing, error, `Give the token the right to ${doing}: ${right}.`);
    const fix = fixes.get(error.status) ?? problem.fix;
    return [{ ...problem, severity: 'warning', ...(fix === undefined ? {} : { fix }) }];
  }
}

/** GitHub may store other line ends, and no space at the end. */
function normal(body: string): string {
  return body.replaceAll('\r\n', '\n').trim();
}
