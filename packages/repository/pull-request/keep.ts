import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { visible } from '@konduct/core/report/visible';
import { GitHubFailure, type PullRequest, type PullRequests } from './github.ts';

/** What a pull request is to be. */
export interface WantedPullRequest {
  readonly branch: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
  /** The commit the branch is at now. */
  readonly head: string;
  /** Whether it was moved there by this run. */
  readonly moved: boolean;
  readonly labels: readonly string[];
  readonly reviewers: readonly string[];
  readonly teamReviewers: readonly string[];
}

export interface KeptPullRequest {
  readonly outcome: 'opened' | 'updated' | 'unchanged' | 'declined';
  readonly pullRequest: { readonly number: number; readonly url: string };
  /** What was not possible and is no reason to fail. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Opens the pull request of a branch, or makes the open one say what it brings. One that people closed stays closed
 * until there is something new on the branch. Rejects with a GitHubFailure.
 */
export async function keepPullRequest(requests: PullRequests, wanted: WantedPullRequest): Promise<KeptPullRequest> {
  const { branch, base, title, body } = wanted;
  const all = await requests.list(branch);
  const open = all.find(({ state }) => state === 'open');
  if (open) {
    const changed = wanted.moved || open.title !== title || normal(open.body) !== normal(body);
    if (changed) await requests.update(open.number, { title, body });
    return { ...told(changed ? 'updated' : 'unchanged', open), diagnostics: await label(requests, open, wanted) };
  }
  const declined = all.find(({ merged, headCommit }) => !merged && headCommit === wanted.head);
  if (declined && !wanted.moved) return { ...told('declined', declined), diagnostics: [] };
  const created = await requests.create({ branch, base, title, body });
  const diagnostics = [...(await label(requests, created, wanted)), ...(await invite(requests, created, wanted))];
  return { ...told('opened', created), diagnostics };
}

/** Closes the open pull request of a branch, with a word about why. */
export async function closePullRequest(
  requests: PullRequests,
  branch: string,
  body: string,
): Promise<PullRequest | undefined> {
  const open = (await requests.list(branch)).find(({ state }) => state === 'open');
  if (open) await requests.update(open.number, { state: 'closed', body });
  return open;
}

/** What GitHub's refusal means for a run. */
export function gitHubProblem(doing: string, failure: GitHubFailure): Diagnostic {
  const refused = failure.status === 401 || failure.status === 403 || failure.status === 404;
  const answer = failure.status === undefined ? 'it could not be reached' : `it answered ${failure.status}`;
  return {
    severity: 'error',
    code: 'github-unavailable',
    message: `GitHub did not let Konduct ${doing}: ${answer}`,
    cause: visible(failure.message).slice(0, 300),
    fix: refused
      ? 'Give the token the permission pull-requests: write, and let Actions open pull requests in the settings of the repository.'
      : 'Run it again; what was pushed is kept.',
  };
}

function told(outcome: KeptPullRequest['outcome'], { number, url }: PullRequest): Omit<KeptPullRequest, 'diagnostics'> {
  return { outcome, pullRequest: { number, url } };
}

function label(requests: PullRequests, pull: PullRequest, { labels }: WantedPullRequest): Promise<Diagnostic[]> {
  const missing = labels.filter((name) => !pull.labels.includes(name));
  return missing.length === 0
    ? Promise.resolve([])
    : courtesy('add labels', () => requests.addLabels(pull.number, missing));
}

function invite(requests: PullRequests, pull: PullRequest, wanted: WantedPullRequest): Promise<Diagnostic[]> {
  const { reviewers, teamReviewers } = wanted;
  if (reviewers.length + teamReviewers.length === 0) return Promise.resolve([]);
  return courtesy('ask for reviews', () => requests.requestReviewers(pull.number, reviewers, teamReviewers));
}

/** What is nice to have on a pull request: without it, it is a warning. */
async function courtesy(doing: string, act: () => Promise<void>): Promise<Diagnostic[]> {
  try {
    await act();
    return [];
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    return [{ ...gitHubProblem(doing, error), severity: 'warning', fix: 'Check the names that are given.' }];
  }
}

/** GitHub may store other line ends, and no space at the end. */
function normal(body: string): string {
  return body.replaceAll('\r\n', '\n').trim();
}
