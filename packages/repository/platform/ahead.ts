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
  /** Undefined for a commit that Konduct did not make. */
  readonly trailers: Trailers | undefined;
}

/** The platform repository at its remote, with its base branch. */
export interface RemoteBase {
  readonly git: Git;
  readonly remote: string;
  readonly reach: OpenReach;
  /** A temporary folder of the caller. */
  readonly folder: string;
  readonly baseBranch: string;
}

/** The commits of a branch that the base does not have. */
export interface Ahead {
  /** A repository with exactly these commits. */
  readonly repository: BareRepository;
  readonly head: string;
  /** The newest first. */
  readonly commits: readonly AheadCommit[];
}

const ref = 'refs/konduct/head';
/** The most merges of the base into a branch that are followed down to Konduct's own commits. */
const mostMerges = 10;

/**
 * Fetches the commits of a branch that the base does not have, and passes them to `use`; they are removed afterwards.
 * Undefined without such commits.
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
 * Whether a commit is one of GitHub's button "Update branch": a merge of the base into a branch with only Konduct's own
 * commits. False where the remote does not send the commits needed to decide.
 */
export async function isMergeOfBase(base: RemoteBase, { repository, head }: Ahead, merges = 1): Promise<boolean> {
  try {
    // The fetch cut off the commit's parents; only its text still has their ids.
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
