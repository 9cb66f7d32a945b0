import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { inert } from '@konduct/core/report/markdown/inert';
import { renderStaging } from '@konduct/core/report/markdown/staging';
import type { EnvironmentStaging, ServiceStaging } from '@konduct/core/run/staging';
import { visible } from '@konduct/core/value/visible';
import { GitFailure } from '@konduct/repository/git/git-failure';
import { GitHubFailure, gitHubProblem } from '@konduct/repository/github/failure';
import type { Author } from '@konduct/repository/platform/import';
import type { PlatformRepository } from '@konduct/repository/platform/platform-repository';
import type { Foreign, StagingBranch } from '@konduct/repository/platform/read-branch';
import { commitMessage } from '@konduct/repository/platform/trailer';
import { environmentDigest, folderOf } from '@konduct/repository/platform/tree';
import type { PullRequests } from '@konduct/repository/pull-request/github';
import {
  closePullRequest,
  findDeclined,
  keepPullRequest,
  releasePullRequest,
} from '@konduct/repository/pull-request/keep';
import type { Contents } from './contents.ts';
import type { EnvironmentDraft } from './environment.ts';
import type { Gate } from './gate.ts';
import { openByLabel } from './gate-label.ts';
import type { StageOptions } from './options.ts';
import { foreignCommit, pushProblem } from './publish-problem.ts';

export interface Publishing {
  readonly platform: PlatformRepository;
  /** Undefined when the platform repository is not on GitHub. */
  readonly requests: PullRequests | undefined;
  readonly author: Author;
  /** The authors that the manifest names for services, by the services' folders. */
  readonly serviceAuthors: ReadonlyMap<string, Author>;
  readonly options: StageOptions;
  /** The platform directory, from the root of the repository. */
  readonly config: string;
}

/**
 * Brings an environment's draft to its branch and pull request. The branch is rebuilt on the base, so that it never
 * conflicts. It is pushed only if it has only commits of ours and has not moved since this run read it.
 */
export async function publishEnvironment(
  drafted: EnvironmentDraft,
  services: readonly ServiceStaging[],
  contents: Contents,
  publishing: Publishing,
  gate?: Gate,
): Promise<EnvironmentStaging> {
  const { environment, diagnostics } = drafted;
  const branch = publishing.platform.branches.get(environment);
  const failed = (problem: Diagnostic): EnvironmentStaging => ({
    ...contents,
    outcome: 'failed',
    diagnostics: [...diagnostics, problem],
  });
  try {
    if (!branch) return { ...contents, outcome: 'failed', diagnostics };
    if (branch.foreign) return await refuse(drafted, branch, branch.foreign, contents, publishing);
    if (drafted.draft.changes.size === 0) return await withdraw(drafted, branch, contents, publishing);
    return await propose(drafted, services, branch, contents, publishing, gate);
  } catch (error) {
    if (error instanceof GitFailure)
      return { ...failed(pushProblem(error, branch?.name ?? environment)), written: [], removed: [], deckChanges: [] };
    if (error instanceof GitHubFailure) return failed(gitHubProblem(`keep the pull request of ${environment}`, error));
    throw error;
  }
}

/** The subject of the commit and of its pull request: a merge may use either of them. */
function titleOf(environment: string): string {
  return `Stage the APIs of ${inert(visible(environment))}`;
}

/** Pushes the changes and opens or updates their pull request, unless people have declined it. */
async function propose(
  drafted: EnvironmentDraft,
  services: readonly ServiceStaging[],
  branch: StagingBranch,
  drawn: Contents,
  publishing: Publishing,
  gate: Gate | undefined,
): Promise<EnvironmentStaging> {
  const { environment, draft } = drafted;
  const { platform, requests, options } = publishing;
  const all = (await requests?.list(branch.name)) ?? [];
  const open = all.find(({ state }) => state === 'open');
  const judged = gate && (await openByLabel(gate, open, requests, services, publishing.config));
  const diagnostics = [...drafted.diagnostics, ...(judged?.diagnostics ?? [])];
  const contents: Contents = { ...drawn, ...(judged ? { gate: judged.gate } : {}) };
  const { head, moved } = await commitOf(drafted, branch, publishing);
  const wanted = { base: platform.baseBranch, staged: draft.digest, head };
  const declined = findDeclined(all, wanted);
  if (declined) {
    const pullRequest = { number: declined.number, url: declined.url };
    return { ...contents, outcome: 'declined', pullRequest, diagnostics };
  }
  if (moved) await platform.push(branch, head);
  if (!requests) return { ...contents, outcome: moved ? 'pushed' : 'unchanged', diagnostics };
  const kept = await keepPullRequest(requests, all, {
    ...wanted,
    branch: branch.name,
    title: titleOf(environment),
    body: renderStaging(environment, services, { ...contents, outcome: 'opened', diagnostics }, serverOf(options)),
    moved,
    labels: options.labels,
    reviewers: options.reviewers,
    teamReviewers: options.teamReviewers,
  });
  const { outcome, pullRequest } = kept;
  return { ...contents, outcome, pullRequest, diagnostics: [...diagnostics, ...kept.diagnostics] };
}

function serverOf({ github }: StageOptions): string | undefined {
  return github && new URL(github.serverUrl).origin;
}

/** The draft as one commit on the base: the branch's own commit if it has the same changes, else a new one. */
async function commitOf(
  { environment, draft }: EnvironmentDraft,
  branch: StagingBranch,
  { platform, author, serviceAuthors }: Publishing,
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
  const folders = new Set([...draft.changes.keys()].map(folderOf));
  const coAuthors = [...serviceAuthors].flatMap(([folder, author]) => (folders.has(folder) ? [author] : []));
  const message = commitMessage(titleOf(environment), trailers, coAuthors);
  return { head: await platform.commit(changes, author, message), moved: true };
}

/** Closes the open pull request and removes the branch, because there are no changes. */
async function withdraw(
  { diagnostics }: EnvironmentDraft,
  branch: StagingBranch,
  contents: Contents,
  { platform, requests }: Publishing,
): Promise<EnvironmentStaging> {
  if (branch.head === undefined) return { ...contents, outcome: 'unchanged', diagnostics };
  const why = 'Closed: there is nothing left that this pull request would bring to the base branch.\n';
  const closed = await (requests && closePullRequest(requests, branch.name, why));
  await platform.push(branch, undefined);
  if (!closed) return { ...contents, outcome: 'unchanged', diagnostics };
  const pullRequest = { number: closed.number, url: closed.url };
  return { ...contents, outcome: 'closed', pullRequest, diagnostics };
}

/** Leaves a branch alone that has commits of others. */
async function refuse(
  { diagnostics }: EnvironmentDraft,
  branch: StagingBranch,
  foreign: Foreign,
  contents: Contents,
  { requests }: Publishing,
): Promise<EnvironmentStaging> {
  try {
    if (requests) await releasePullRequest(requests, branch.name);
  } catch (error) {
    // The next run tries again; the commit on the branch is the more important finding.
    if (!(error instanceof GitHubFailure)) throw error;
  }
  return { ...contents, outcome: 'refused', diagnostics: [...diagnostics, foreignCommit(branch.name, foreign)] };
}
