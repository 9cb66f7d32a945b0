import { type AheadCommit, isMergeOfBase, type RemoteBase, withAhead } from './ahead.ts';
import { readCommitTree } from './commit-tree.ts';
import { stagingBranch } from './staging-branch.ts';
import { environmentDigest, type Tree } from './tree.ts';

/** The branch of an environment as it is. */
export interface StagingBranch {
  readonly name: string;
  /** The commit it is at; undefined when there is no such branch. */
  readonly head: string | undefined;
  /** The newest first. None for a branch that was merged. */
  readonly ahead: readonly AheadCommit[];
  /** What was staged there; undefined when there is nothing ahead of the base. */
  readonly tree: Tree | undefined;
  /** What is on it that is not ours. */
  readonly foreign: Foreign | undefined;
}

/** A commit for which a branch is left alone. */
export interface Foreign {
  readonly commit: AheadCommit;
  readonly kind:
    | 'commit'
    /** Ours by its trailer, but it no longer has what that says. */
    | 'changed'
    /** A merge of the base into what is ours. */
    | 'merge-of-base'
    /** Below what is ours: the base no longer has what the branch stands on. */
    | 'former-base';
}

export interface BranchSettings {
  readonly base: RemoteBase;
  /** The platform directory, from the root of the repository. */
  readonly config: string;
  /** Milliseconds without an answer. */
  readonly timeout: number;
}

/**
 * Reads the branch of an environment.
 *
 * @param listed the commit it is at, if there is such a branch
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
  // Everything on the branch is in the base: it was merged and left.
  return branch ?? none;
}

/** A commit without our trailer is somebody else's; so is the newest one when it does not stage what its trailer says. */
function foreignIn(ahead: readonly AheadCommit[], tree: Tree, environment: string): Foreign | undefined {
  const [newest] = ahead;
  const intact = newest?.trailers?.staged === environmentDigest(tree, environment);
  const at = ahead.findIndex(({ trailers }) => trailers === undefined);
  const unsigned = ahead[at];
  if (!unsigned) return intact || !newest ? undefined : { commit: newest, kind: 'changed' };
  const allBelow = ahead.slice(at).every(({ trailers }) => trailers === undefined);
  return { commit: unsigned, kind: intact && at > 0 && allBelow ? 'former-base' : 'commit' };
}
