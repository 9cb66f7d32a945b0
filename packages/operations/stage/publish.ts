import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { renderStaging } from '@konduct/core/report/markdown/staging';
import type { EnvironmentStaging, ServiceStaging } from '@konduct/core/report/staging';
import { visible } from '@konduct/core/report/visible';
import { GitFailure } from '@konduct/repository/git/git-failure';
import type { Author } from '@konduct/repository/platform/import';
import type { PlatformRepository, StagingBranch } from '@konduct/repository/platform/platform-repository';
import { commitMessage } from '@konduct/repository/platform/trailer';
import { environmentDigest } from '@konduct/repository/platform/tree';
import { GitHubFailure, type PullRequests } from '@konduct/repository/pull-request/github';
import { closePullRequest, gitHubProblem, keepPullRequest } from '@konduct/repository/pull-request/keep';
import type { Contents } from './contents.ts';
import type { EnvironmentDraft } from './environment.ts';
import type { StageOptions } from './options.ts';

export interface Publishing {
  readonly platform: PlatformRepository;
  /** Undefined where the platform repository is not on GitHub. */
  readonly requests: PullRequests | undefined;
  readonly author: Author;
  readonly options: StageOptions;
}

/**
 * Brings an environment's draft to its branch and pull request. The branch is rebuilt on the base, so that it never
 * conflicts; it is pushed only over what this run has seen, and only when all on it is ours.
 */
export async function publishEnvironment(
  drafted: EnvironmentDraft,
  services: readonly ServiceStaging[],
  contents: Contents,
  publishing: Publishing,
): Promise<EnvironmentStaging> {
  const { platform } = publishing;
  const { environment } = drafted;
  const branch = platform.branches.get(environment);
  const failed = (diagnostics: readonly Diagnostic[]): EnvironmentStaging => ({
    ...contents,
    outcome: 'failed',
    diagnostics: [...drafted.diagnostics, ...diagnostics],
  });
  if (!branch) return failed([]);
  if (branch.foreign)
    return {
      ...contents,
      outcome: 'refused',
      diagnostics: [...drafted.diagnostics, foreignCommit(branch, branch.foreign)],
    };
  try {
    if (drafted.draft.changes.size === 0) return await withdraw(drafted, branch, contents, publishing);
    const { head, moved } = await moveBranch(drafted, branch, publishing);
    const body = renderStaging(environment, services, {
      ...contents,
      outcome: 'opened',
      diagnostics: drafted.diagnostics,
    });
    const { requests, options } = publishing;
    if (!requests) return { ...contents, outcome: moved ? 'pushed' : 'unchanged', diagnostics: drafted.diagnostics };
    const kept = await keepPullRequest(requests, {
      branch: branch.name,
      base: platform.baseBranch,
      title: titleOf(environment),
      body,
      head,
      moved,
      labels: options.labels,
      reviewers: options.reviewers,
      teamReviewers: options.teamReviewers,
    });
    const { outcome, pullRequest, diagnostics } = kept;
    return { ...contents, outcome, pullRequest, diagnostics: [...drafted.diagnostics, ...diagnostics] };
  } catch (error) {
    if (error instanceof GitFailure) return failed([pushProblem(error, branch)]);
    if (error instanceof GitHubFailure)
      return failed([gitHubProblem(`keep the pull request of ${environment}`, error)]);
    throw error;
  }
}

function titleOf(environment: string): string {
  return `Stage the APIs of ${visible(environment)}`;
}

/** Pushes the draft as one commit on the base, unless the branch has just that. */
async function moveBranch(
  { environment, draft }: EnvironmentDraft,
  branch: StagingBranch,
  { platform, author }: Publishing,
): Promise<{ readonly head: string; readonly moved: boolean }> {
  const trailers = {
    staged: environmentDigest(draft.tree, environment),
    base: environmentDigest(draft.base, environment),
  };
  const [newest, ...older] = branch.ahead;
  const has = newest?.trailers?.staged === trailers.staged && newest.trailers.base === trailers.base;
  if (branch.head !== undefined && has && older.length === 0) return { head: branch.head, moved: false };
  const changes = new Map(
    [...draft.changes].map(([path, entry]) => [path, entry?.type === 'file' ? entry.bytes : undefined]),
  );
  const head = await platform.commit(changes, author, commitMessage(titleOf(environment), trailers));
  await platform.push(branch, head);
  return { head, moved: true };
}

/** With nothing to bring, an open pull request is closed and the branch removed. */
async function withdraw(
  { diagnostics }: EnvironmentDraft,
  branch: StagingBranch,
  contents: Contents,
  { platform, requests }: Publishing,
): Promise<EnvironmentStaging> {
  if (branch.head === undefined) return { ...contents, outcome: 'unchanged', diagnostics };
  const why = 'Closed: everything this pull request would have brought is in the base branch.\n';
  const closed = await (requests && closePullRequest(requests, branch.name, why));
  await platform.push(branch, undefined);
  if (!closed) return { ...contents, outcome: 'unchanged', diagnostics };
  const pullRequest = { number: closed.number, url: closed.url };
  return { ...contents, outcome: 'closed', pullRequest, diagnostics };
}

function foreignCommit({ name }: StagingBranch, commit: NonNullable<StagingBranch['foreign']>): Diagnostic {
  const changed = commit.trailers === undefined ? '' : ', which was changed after Konduct made it';
  return {
    severity: 'error',
    code: 'branch-foreign',
    message: `The branch ${name} has a commit by ${visible(commit.author)}: ${commit.id.slice(0, 10)} ${JSON.stringify(visible(commit.subject))}${changed}`,
    cause: 'Konduct rebuilds its branches and would lose the commit.',
    fix: 'Merge the pull request, or move the commit to a branch of its own and delete this one.',
  };
}

function pushProblem(failure: GitFailure, { name }: StagingBranch): Diagnostic {
  const cause = failure.said === '' ? {} : { cause: `git said: ${visible(failure.said)}` };
  const rejected = failure.reason === 'rejected';
  return {
    severity: 'error',
    code: rejected ? 'push-rejected' : failure.reason === 'refused' ? 'repository-refused' : 'repository-unavailable',
    message: rejected ? `The push to ${name} was rejected` : `The branch ${name} could not be pushed`,
    ...cause,
    fix: rejected
      ? 'Run it again: something else was pushed there meanwhile, or a rule of the repository forbids it.'
      : 'Check that the token or key may write to the platform repository; the next run tries again.',
  };
}
