import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { GitHubFailure, gitHubProblem } from '../github/failure.ts';
import type { PullRequest, PullRequests } from './github.ts';
import { markedIn, withMark } from './staged-mark.ts';

/** The desired state of a pull request. */
export interface WantedPullRequest {
  readonly branch: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
  /** The digest of its changes. */
  readonly staged: string;
  /** Whether this run moved its branch. */
  readonly moved: boolean;
  readonly labels: readonly string[];
  readonly reviewers: readonly string[];
  readonly teamReviewers: readonly string[];
}

export interface KeptPullRequest {
  readonly outcome: 'opened' | 'updated' | 'unchanged';
  readonly pullRequest: { readonly number: number; readonly url: string };
  /** Warnings about requests that failed and are not needed. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The pull request in which people declined exactly these changes: the newest one, if it is closed and not merged, and
 * has the same base.
 *
 * @param head the branch's newest commit, or the one it would get
 */
export function findDeclined(
  all: readonly PullRequest[],
  { base, staged, head }: Pick<WantedPullRequest, 'base' | 'staged'> & { readonly head: string },
): PullRequest | undefined {
  const [newest] = all;
  if (!newest || newest.state === 'open' || newest.merged || newest.base !== base) return undefined;
  const marked = markedIn(newest.body);
  // If the text was rewritten without our mark, only the same commit is recognised.
  const same = marked === undefined ? newest.headCommit === head : marked === staged;
  return same && !all.some(({ state }) => state === 'open') ? newest : undefined;
}

/**
 * Opens the pull request of a branch, or updates the open one's title, text and base. Rejects with a GitHubFailure.
 *
 * @param all the branch's pull requests, the newest first
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
    return { ...kept(changed ? 'updated' : 'unchanged', open), diagnostics: await label(requests, open, wanted) };
  }
  const created = await requests.create({ branch, base, title, body });
  const diagnostics = [...(await label(requests, created, wanted)), ...(await invite(requests, created, wanted))];
  return { ...kept('opened', created), diagnostics };
}

/** Closes the open pull request of a branch with a new text. A later run may propose the same changes again. */
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
 * Changes the mark of a branch's open pull request, so that closing it does not count as declining. People who remove a
 * branch that Konduct left alone close its pull request as well, and want a new one.
 */
export async function releasePullRequest(requests: PullRequests, branch: string): Promise<void> {
  const open = (await requests.list(branch)).find(({ state }) => state === 'open');
  const body = open && withMark(open.body, undefined);
  if (open && body !== undefined && normal(body) !== normal(open.body)) await requests.update(open.number, { body });
}

function kept(outcome: KeptPullRequest['outcome'], { number, url }: PullRequest): Omit<KeptPullRequest, 'diagnostics'> {
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

/** A text without the differences that GitHub may introduce: other line ends, and no space at the end. */
function normal(body: string): string {
  return body.replaceAll('\r\n', '\n').trim();
}
