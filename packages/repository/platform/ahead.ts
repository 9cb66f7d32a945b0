import type { OpenReach } from '../git/access.ts';
import { BareRepository } from '../git/bare-repository.ts';
import type { Git } from '../git/git.ts';
import { GitFailure } from '../git/git-failure.ts';
import { readTrailers, type Trailers } from './trailer.ts';

/** A commit that the base does not have. */
export interface AheadCommit {
  readonly id: string;
  readonly author: string;
  readonly subject: string;
  /** Undefined for a commit that is not ours. */
  readonly trailers: Trailers | undefined;
}

/** The platform repository at its remote, and the base. */
export interface RemoteBase {
  readonly git: Git;
  readonly remote: string;
  readonly reach: OpenReach;
  /** A temporary folder of the caller's. */
  readonly folder: string;
  readonly baseBranch: string;
}

/** What a commit has that the base has not. */
export interface Ahead {
  /** With what was fetched, which is exactly that. */
  readonly repository: BareRepository;
  readonly head: string;
  /** The newest first. */
  readonly commits: readonly AheadCommit[];
}

const ref = 'refs/konduct/head';
/** How often somebody may have merged the base into a branch for it to be recognised. */
const mostMerges = 10;

/**
 * Fetches what a branch or commit has that the base has not, for as long as the caller needs it; undefined when that is
 * nothing.
 *
 * @param source a ref, or the id of a commit
 */
export async function withAhead<T>(base: RemoteBase, source: string, use: (ahead: Ahead) => Promise<T>) {
  const repository = await BareRepository.create(base.git, base.folder);
  const options = [`--shallow-exclude=refs/heads/${base.baseBranch}`];
  try {
    await repository.fetch({ remote: base.remote, reach: base.reach, options, refspecs: [`+${source}:${ref}`] });
    const commits = await readCommits(repository);
    return await use({ repository, head: commits[0]?.id ?? '', commits });
  } catch (error) {
    if (error instanceof GitFailure && error.reason === 'nothing-ahead') return undefined;
    throw error;
  } finally {
    await repository.remove();
  }
}

/**
 * Whether a commit is what the button "Update branch" makes: a merge of the base into a branch on which all else is ours.
 * What the remote does not tell is taken for no.
 */
export async function isMergeOfBase(base: RemoteBase, { repository, head }: Ahead, merges = 1): Promise<boolean> {
  try {
    // Its parents are cut off in what was fetched; only the commit itself still names them.
    const [header = ''] = (await repository.run(['cat-file', 'commit', head])).toString('utf8').split('\n\n');
    const [ours, theirs, ...more] = [...header.matchAll(/^parent ([0-9a-f]{40})$/gm)].map(([, id]) => id);
    if (ours === undefined || theirs === undefined || more.length > 0) return false;
    if ((await withAhead(base, theirs, async () => true)) !== undefined) return false;
    const below = await withAhead(base, ours, async (ahead) => {
      if (ahead.commits.every(({ trailers }) => trailers !== undefined)) return true;
      return merges < mostMerges && isMergeOfBase(base, ahead, merges + 1);
    });
    return below === true;
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    return false;
  }
}

async function readCommits(repository: BareRepository): Promise<readonly AheadCommit[]> {
  const log = await repository.run(['log', '-z', '--no-show-signature', '--format=%H%x01%an <%ae>%x01%B', ref]);
  return log
    .toString('utf8')
    .split('\0')
    .filter((text) => text !== '')
    .map((text) => {
      const [id = '', author = '', ...rest] = text.split('\x01');
      const message = rest.join('\x01');
      return { id, author, subject: message.split('\n')[0] ?? '', trailers: readTrailers(message) };
    });
}
