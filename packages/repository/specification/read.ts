import { branchProblem } from '@konduct/core/manifest/branch';
import { sameRemoteText } from '@konduct/core/manifest/remote';
import { Countdown } from '@konduct/network/countdown';
import pLimit from 'p-limit';
import { openReach } from '../git/access.ts';
import { BareRepository } from '../git/bare-repository.ts';
import type { Git, Reach } from '../git/git.ts';
import { GitFailure } from '../git/git-failure.ts';
import { listRemote } from '../git/remote-refs.ts';
import { CommitFiles } from './commit-files.ts';
import { type SpecificationLimits, specificationLimits } from './limits.ts';
import { loadSpecification } from './load.ts';
import { branchRefused, defect, fileProblem, gitProblem } from './problem.ts';
import type { RemoteDocuments } from './remote-document.ts';
import type { SpecRequest, SpecResult } from './request.ts';

export interface ReadSettings {
  readonly git: Git;
  /** The most repositories at the same time. */
  readonly concurrency: number;
  /** A temporary folder of the caller. */
  readonly folder: string;
  /** The time limit for each repository in milliseconds, with the documents on other hosts that its files refer to. */
  readonly timeout: number;
  /** Reads documents on other hosts for `$ref`, as far as that is allowed. */
  readonly remoteDocuments: RemoteDocuments;
  /** On each specification; the usual ones when left out. */
  readonly limits?: SpecificationLimits | undefined;
  /** Told when a repository is done. */
  readonly onRead?: (remote: string, results: readonly SpecResult[]) => void;
}

export interface SpecReading {
  readonly results: ReadonlyMap<SpecRequest, SpecResult>;
  /** The number of repositories that were contacted. */
  readonly repositories: number;
}

/**
 * Reads specifications from their repositories. Each repository is contacted once for all its services, and several at
 * the same time. If every branch of a repository is at a known commit, one listing of refs is enough. The failure of
 * one service does not affect others.
 */
export async function readSpecs(requests: readonly SpecRequest[], settings: ReadSettings): Promise<SpecReading> {
  const results = new Map<SpecRequest, SpecResult>();
  // `checkBranches` has reported these names; here they must not reach git, which could take them for something else.
  const [odd, plain] = partition(requests, ({ branch }) => branchProblem(branch) !== undefined);
  for (const request of odd) results.set(request, { type: 'failed', diagnostics: [branchRefused(request)] });
  const groups = [...Map.groupBy(plain, repositoryOf).values()];
  const limit = pLimit(settings.concurrency);
  await Promise.all(
    groups.map((group) =>
      limit(async () => {
        const read = await readRepository(group, settings);
        for (const [request, result] of read) results.set(request, result);
        settings.onRead?.(group[0]?.remote ?? '', [...read.values()]);
      }),
    ),
  );
  return { results, repositories: groups.length };
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

/** A text that is equal for requests that one contact can answer: those with the same repository and the same login. */
function repositoryOf({ remote, access }: SpecRequest): string {
  return `${sameRemoteText(remote)} ${access.type === 'none' ? 'none' : loginNumber(access.type === 'token' ? access.token : access.key)}`;
}

const logins = new WeakMap<object, number>();
let nextLogin = 0;

/** A number for each secret object, so that logins can be compared without their values. */
function loginNumber(secret: object): number {
  const known = logins.get(secret);
  if (known !== undefined) return known;
  nextLogin += 1;
  logins.set(secret, nextLogin);
  return nextLogin;
}

type Results = ReadonlyMap<SpecRequest, SpecResult>;

async function readRepository(requests: readonly SpecRequest[], unlimited: ReadSettings): Promise<Results> {
  const [first] = requests;
  if (!first) return new Map();
  using deadline = Countdown.signal(unlimited.timeout);
  const settings = {
    ...unlimited,
    git: unlimited.git.until(deadline.signal),
    remoteDocuments: unlimited.remoteDocuments.until(deadline.signal),
  };
  try {
    const reach = await openReach(first.remote, first.access);
    try {
      return await readBranches(requests, first.remote, reach, settings);
    } finally {
      await reach.close();
    }
  } catch (error) {
    return allFailed(requests, error);
  }
}

async function readBranches(
  requests: readonly SpecRequest[],
  remote: string,
  reach: Reach,
  settings: ReadSettings,
): Promise<Results> {
  const branches = [...new Set(requests.map(({ branch }) => branch))];
  // Without known commits a listing saves nothing: the branches are fetched at once, and listed only to find out which
  // one is missing.
  if (requests.some(({ known }) => known.length > 0)) return afterListing(requests, remote, reach, settings, branches);
  try {
    return await fetchAndRead(requests, remote, reach, settings);
  } catch (error) {
    if (!(error instanceof GitFailure) || error.reason !== 'branch-missing') throw error;
    return afterListing(requests, remote, reach, settings, branches);
  }
}

async function afterListing(
  requests: readonly SpecRequest[],
  remote: string,
  reach: Reach,
  settings: ReadSettings,
  branches: readonly string[],
): Promise<Results> {
  const refs = await listRemote(settings.git, remote, reach, branches);
  const results = new Map<SpecRequest, SpecResult>();
  const wanted: SpecRequest[] = [];
  for (const request of requests) {
    const commit = refs.branches.get(request.branch);
    if (commit === undefined) results.set(request, failed(new GitFailure('branch-missing', ''), request));
    else if (request.known.includes(commit)) results.set(request, { type: 'unchanged', commit });
    else wanted.push(request);
  }
  if (wanted.length === 0) return results;
  try {
    const read = await fetchAndRead(wanted, remote, reach, settings);
    return new Map([...results, ...read]);
  } catch (error) {
    // The results from the listing stay valid.
    return new Map([...results, ...allFailed(wanted, error)]);
  }
}

async function fetchAndRead(
  requests: readonly SpecRequest[],
  remote: string,
  reach: Reach,
  settings: ReadSettings,
): Promise<Results> {
  const branches = [...new Set(requests.map(({ branch }) => branch))];
  const repository = await BareRepository.create(settings.git, settings.folder);
  try {
    await repository.fetch({
      remote,
      reach,
      options: ['--depth=1', `--filter=blob:limit=${limitsOf(settings).file + 1}`],
      refspecs: branches.map((branch, index) => `+refs/heads/${branch}:refs/konduct/${index}`),
    });
    const reader = repository.reader(settings.timeout);
    try {
      const opened = branches.map((_, index) => CommitFiles.open(reader, `refs/konduct/${index}`));
      const results = new Map<SpecRequest, SpecResult>();
      const loaded = new Map<string, Promise<SpecResult>>();
      for (const request of requests) {
        const key = `${request.branch}\n${request.path}\n${request.service}`;
        const opening = opened[branches.indexOf(request.branch)];
        const result = loaded.get(key) ?? readOne(request, await opening, settings).catch(ifOurs(request));
        loaded.set(key, result);
        results.set(request, await result);
      }
      return results;
    } finally {
      reader.close();
    }
  } finally {
    await repository.remove();
  }
}

async function readOne(
  request: SpecRequest,
  opened: Awaited<ReturnType<typeof CommitFiles.open>>,
  settings: ReadSettings,
): Promise<SpecResult> {
  if (!opened) return failed(new GitFailure('other', 'the branch is not at a commit'), request);
  const { commit, author, files } = opened;
  const limits = limitsOf(settings);
  const file = await files.read(request.path, limits.file);
  if (file.type !== 'file')
    return { type: 'failed', diagnostics: [fileProblem(file.type, request.path, request, limits)] };
  const loaded = await loadSpecification(request, file.bytes, { files, remote: settings.remoteDocuments, limits });
  return 'specification' in loaded
    ? { type: 'read', commit, ...(author === undefined ? {} : { author }), specification: loaded.specification }
    : { type: 'failed', ...loaded };
}

function limitsOf({ limits = specificationLimits }: ReadSettings): SpecificationLimits {
  return limits;
}

function allFailed(requests: readonly SpecRequest[], error: unknown): Results {
  return new Map(
    requests.map((request) => [request, error instanceof GitFailure ? failed(error, request) : broken(error, request)]),
  );
}

/** Turns a defect into a result of one service. A failure of git concerns the whole repository and is thrown again. */
function ifOurs(request: SpecRequest): (error: unknown) => SpecResult {
  return (error) => {
    if (error instanceof GitFailure) throw error;
    return broken(error, request);
  };
}

function broken(error: unknown, request: SpecRequest): SpecResult {
  return { type: 'failed', diagnostics: [defect(error, request)] };
}

function failed(failure: GitFailure, request: SpecRequest): SpecResult {
  return { type: 'failed', diagnostics: [gitProblem(failure, request)] };
}
