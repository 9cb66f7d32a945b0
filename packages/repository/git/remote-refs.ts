import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Git, Reach } from './git.ts';
import { GitFailure } from './git-failure.ts';

/** The refs of a remote. */
export interface RemoteRefs {
  /** Commits by branch. */
  readonly branches: ReadonlyMap<string, string>;
  /** The branch of the remote's HEAD, if it was asked for and the remote has one. */
  readonly defaultBranch?: string;
}

export interface ListOptions {
  /** Whether to ask for the default branch, too. */
  readonly withDefault?: boolean;
  /** Lists all branches with this end in addition to the named ones. */
  readonly ending?: string;
}

/** Asks a remote once for some of its branches. Branches that it does not have are left out. */
export async function listRemote(
  git: Git,
  remote: string,
  reach: Reach,
  branches: readonly string[],
  { withDefault = false, ending }: ListOptions = {},
): Promise<RemoteRefs> {
  const wanted = new Set(branches);
  // git matches these patterns at the end of names; other matches are removed below.
  const patterns = [...wanted, ...(ending === undefined ? [] : [`*${ending}`])].map((name) => `refs/heads/${name}`);
  const isWanted = (name: string) => wanted.has(name) || (ending !== undefined && name.endsWith(ending));
  const args = ['ls-remote', ...(withDefault ? ['--symref'] : []), '--end-of-options', remote];
  const output = await git.run({ args: [...args, ...(withDefault ? ['HEAD'] : []), ...patterns], reach });
  const found = new Map<string, string>();
  let defaultBranch: string | undefined;
  for (const line of output.toString('utf8').split('\n')) {
    if (/^[0-9a-f]{64}\t/.test(line)) throw new GitFailure('object-format', '');
    const symbolic = /^ref: refs\/heads\/(.+)\tHEAD$/.exec(line);
    if (symbolic?.[1] !== undefined) defaultBranch = symbolic[1];
    const [, id, name] = /^([0-9a-f]{40})\t(?:refs\/heads\/(.+)|HEAD)$/.exec(line) ?? [];
    const branch = name ?? defaultBranch;
    if (id !== undefined && branch !== undefined && (name === undefined || isWanted(branch))) found.set(branch, id);
  }
  if (found.size === 0 && !(await speaksGit(git, remote, reach))) throw new GitFailure('not-git', '');
  return { branches: found, ...(defaultBranch === undefined ? {} : { defaultBranch }) };
}

/**
 * Whether the far side is a git server. By https, git takes any page for the list of an old server that has only files,
 * and a page without a line break for an empty list. Only a real server leaves packets in git's trace.
 */
async function speaksGit(git: Git, remote: string, reach: Reach): Promise<boolean> {
  if (reach.protocol !== 'https') return true;
  const folder = await mkdtemp(join(git.home, 'trace-'));
  try {
    const trace = join(folder, 'packets');
    const environment = { ...reach.environment, GIT_TRACE_PACKET: trace };
    // A name that no server has, so that a server that can filter the list sends none of it.
    const args = ['ls-remote', '--end-of-options', remote, 'refs/konduct/none'];
    await git.run({ args, reach: { ...reach, environment } });
    return existsSync(trace);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
