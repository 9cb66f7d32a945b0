import { rm } from 'node:fs/promises';
import { Git } from '@konduct/repository/git/git';
import { GitFailure } from '@konduct/repository/git/git-failure';
import { scratchFolder } from '@konduct/tool/process/run-folder';
import type { PlatformOptions, RunContext } from '../options.ts';
import { repositoryAround } from './repository-around.ts';

/** Milliseconds. */
const patience = 10_000;

/**
 * The commit that a run is about, in hex: the one that GitHub names, or else the one that is checked out. Undefined
 * outside of a repository and without git.
 */
export async function commitOf(
  options: PlatformOptions,
  { environment, signal }: Pick<RunContext, 'environment' | 'signal'>,
): Promise<string | undefined> {
  const named = environment.GITHUB_SHA?.toLowerCase();
  if (named !== undefined && isCommit(named)) return named;
  const repository = repositoryAround(options);
  if (!repository) return undefined;
  const home = await scratchFolder('commit');
  try {
    const git = new Git({ environment, home, timeout: patience, signal });
    if (!(await git.isUsable())) return undefined;
    const said = await git.run({ args: ['rev-parse', '--verify', 'HEAD'], directory: repository.directory });
    const commit = said.toString('utf8').trim();
    return isCommit(commit) ? commit : undefined;
  } catch (error) {
    // The snapshot is good without its commit.
    if (!(error instanceof GitFailure)) throw error;
    return undefined;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

function isCommit(text: string): boolean {
  return /^[0-9a-f]{40,64}$/.test(text);
}
