import { type AheadCommit, isMergeOfBase, type RemoteBase, withAhead } from './ahead.ts';
import { readCommitTree } from './commit-tree.ts';
import { stagingBranch } from './staging-branch.ts';
import { environmentDigest, type Tree } from './tree.ts';

/** The branch of an environment as it is now. */
export interface StagingBranch {
  readonly name: string;
  /** The newest commit; undefined when the branch does not exist. */
  readonly head: string | undefined;
  /** The commits that the base does not have, the newest first. Empty for a merged branch. */
  readonly ahead: readonly AheadCommit[];
  /** The platform directory on the branch; undefined when it has no commits ahead of the base. */
  readonly tree: Tree | undefined;
  /** A commit on the branch that Konduct did not make. */
  readonly foreign: Foreign | undefined;
}

/** The commit for which a branch is left alone. */
export interface Foreign {
  readonly commit: AheadCommit;
  readonly kind:
    | 'commit'
    /** Konduct's trailer is there, but the files no longer match it. */
    | 'changed'
    /** A merge of the base into Konduct's own commits. */
    | 'merge-of-base'
    /** A commit below Konduct's own: the base no longer has the commit that the branch started from. */
    | 'former-base';
}

export interface BranchSettings {
  readonly base: RemoteBase;
  /** The platform directory, from the root of the repository. */
  readonly config: string;
  /** Milliseconds to wait for an answer. */
  readonly timeout: number;
}

/**
 * Reads the branch of an environment.
 *
 * @param listed the branch's newest commit, if the branch exists
 */
export async function readBranch(
  { base, config, timeout }: BranchSettings,
  environment: string,
  listed: string | undefined,
): Promise<StagingBranch> {
  const name = stagingBranch(environment);
  const none = { name, head: listed, ahead: [], tree: undefined, foreign: undefined };
  if (listed === undefined) return none;
  const branch = await withAhead(base, `refs/heads/${name}`, async (ahead) => {
    const { head, commits } = ahead;
    const tree = await readCommitTree(ahead.repository, head, config, timeout);
    const foreign = foreignIn(commits, tree, environment);
    const merge = foreign?.kind === 'commit' && foreign.commit.id === head && (await isMergeOfBase(base, ahead));
    return {
      name,
      head,
      ahead: commits,
      tree,
      foreign: foreign && merge ? { ...foreign, kind: 'merge-of-base' as const } : foreign,
    };
  });
  // The base has all commits of the branch: it was merged and not removed.
  return branch ?? none;
}

/**
 * The first commit that Konduct did not make: one without its trailer, or the newest if its files do not match its
 * trailer.
 */
function foreignIn(ahead: readonly AheadCommit[], tree: Tree, environment: string): Foreign | undefined {
  const [newest] = ahead;
  const intact = newest?.trailers?.staged === environmentDigest(tree, environment);
  const at = ahead.findIndex(({ trailers }) => trailers === undefined);
  const unsigned = ahead[at];
  if (!unsigned) return intact || !newest ? undefined : { commit: newest, kind: 'changed' };
  const allBelow = ahead.slice(at).every(({ trailers }) => trailers === undefined);
  return { commit: unsigned, kind: intact && at > 0 && allBelow ? 'former-base' : 'commit' };
}
