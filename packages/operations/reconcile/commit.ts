import { rm } from 'node:fs/promises';
import path from 'node:path';
import { isBuiltin } from '@konduct/core/source/range';
import { Git } from '@konduct/repository/git/git';
import { GitFailure } from '@konduct/repository/git/git-failure';
import { scratchFolder } from '@konduct/tool/process/run-folder';
import type { Configuration } from '../configuration.ts';
import type { PlatformOptions, RunContext } from '../options.ts';
import { type Repository, repositoryAround } from './repository-around.ts';

/** Milliseconds. */
const patience = 10_000;

/** The commit that a run is about, in hex, and what the run read that is not in it. */
export interface RunCommit {
  readonly commit: string;
  /** The files that differ from the commit, from the root of the repository; empty where the run is about the commit. */
  readonly uncommitted: readonly string[];
}

/**
 * The commit that is checked out, with the files of the run that differ from it; outside of a repository, and where git
 * does not say it, the one that GitHub names. Undefined where nothing does.
 */
export async function commitOf(
  options: PlatformOptions,
  inputs: Configuration['inputs'],
  { environment, signal }: Pick<RunContext, 'environment' | 'signal'>,
): Promise<RunCommit | undefined> {
  const repository = repositoryAround(options);
  const found = repository && (await checkedOut(repository, filesOf(repository, inputs, options), environment, signal));
  if (found) return found;
  const named = environment.GITHUB_SHA?.toLowerCase();
  return named !== undefined && isCommit(named) ? { commit: named, uncommitted: [] } : undefined;
}

async function checkedOut(
  repository: Repository,
  read: ReadonlySet<string>,
  environment: RunContext['environment'],
  signal: AbortSignal,
): Promise<RunCommit | undefined> {
  const { directory } = repository;
  const home = await scratchFolder('commit');
  try {
    const git = new Git({ environment, home, timeout: patience, signal });
    if (!(await git.isUsable())) return undefined;
    const said = await git.run({ args: ['rev-parse', '--verify', 'HEAD'], directory });
    const commit = said.toString('utf8').trim();
    if (!isCommit(commit)) return undefined;
    return { commit, uncommitted: differing(await statusOf(git, repository), read) };
  } catch (error) {
    // The snapshot is good without its commit.
    if (!(error instanceof GitFailure)) throw error;
    return undefined;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** What git says of files that count and are not as in the commit, whether git knows them or not. */
async function statusOf(git: Git, { directory, folder, paths }: Repository): Promise<string> {
  const places = [folder === '' ? '.' : folder, ...paths];
  const wanted = ['--porcelain=v1', '-z', '--no-renames', '--untracked-files=all', '--ignored=matching'];
  const root = `--work-tree=${path.dirname(directory)}`;
  const args = [root, 'status', ...wanted, '--ignore-submodules=all', '--', ...places];
  return (await git.run({ args, directory })).toString('utf8');
}

/** The files of a status that a run read, and those that it would have read, if they were still there. */
function differing(status: string, read: ReadonlySet<string>): string[] {
  const found = status.split('\0').flatMap((entry) => {
    const [state, file] = [entry.slice(0, 2), entry.slice(3)];
    if (state.includes('D') || read.has(file)) return [file];
    // A folder stands for everything in it.
    return file.endsWith('/') ? [...read].filter((each) => each.startsWith(file)) : [];
  });
  // A file that was taken out of the index and is still there has two entries.
  return [...new Set(found)];
}

/** The files that a run read, from the root of the repository. */
function filesOf(
  { directory }: Repository,
  { files, documents }: Configuration['inputs'],
  { workspace }: PlatformOptions,
): ReadonlySet<string> {
  const root = path.dirname(directory);
  const read = [...files.map((file) => file.path), ...documents.keys()].filter((file) => !isBuiltin(file));
  const inRoot = (file: string) => path.relative(root, path.resolve(workspace, file)).split(path.sep).join('/');
  return new Set(read.map(inRoot));
}

function isCommit(text: string): boolean {
  return /^[0-9a-f]{40,64}$/.test(text);
}
