import { type Access, type OpenReach, openReach } from '../git/access.ts';
import { BareRepository } from '../git/bare-repository.ts';
import type { Git } from '../git/git.ts';
import { GitFailure } from '../git/git-failure.ts';
import { listRemote } from '../git/remote-refs.ts';
import { type AheadCommit, isMergeOfBase, type RemoteBase, withAhead } from './ahead.ts';
import { readCommitTree } from './commit-tree.ts';
import { type Author, importCommit } from './import.ts';
import { goneEnvironments, stagingBranch, stagingEnding } from './staging-branch.ts';
import { environmentDigest, repositoryPath, type Tree } from './tree.ts';

export interface PlatformSettings {
  readonly git: Git;
  readonly remote: string;
  readonly access: Access;
  /** A temporary folder of the caller's. */
  readonly folder: string;
  /** The platform directory, from the root of the repository. */
  readonly config: string;
  /** The branch to stage onto; the remote's own default when left out. */
  readonly base: string | undefined;
  /** Those in the manifest that the run is about. */
  readonly environments: readonly string[];
  /** Whether environments that are in no manifest any more are looked for, too. */
  readonly withGone: boolean;
  /** Milliseconds without an answer. */
  readonly timeout: number;
}

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

/** The platform repository at its remote: read and written without any checkout. */
export class PlatformRepository {
  readonly #settings: PlatformSettings;
  readonly #reach: OpenReach;
  readonly #repository: BareRepository;
  readonly baseBranch: string;
  readonly baseCommit: string;
  readonly baseTree: Tree;
  /** Of every environment, those last that are gone. */
  readonly branches: ReadonlyMap<string, StagingBranch>;
  /** Seconds since 1970. */
  readonly #baseDate: number;

  private constructor(settings: PlatformSettings, reach: OpenReach, repository: BareRepository, state: State) {
    this.#settings = settings;
    this.#reach = reach;
    this.#repository = repository;
    this.baseBranch = state.baseBranch;
    this.baseCommit = state.baseCommit;
    this.#baseDate = state.baseDate;
    this.baseTree = state.baseTree;
    this.branches = state.branches;
  }

  /** Reads the base and the environments' branches. Rejects with a GitFailure. */
  static async open(settings: PlatformSettings): Promise<PlatformRepository> {
    const reach = await openReach(settings.remote, settings.access, settings.folder);
    try {
      const repository = await BareRepository.create(settings.git, settings.folder);
      return new PlatformRepository(settings, reach, repository, await readState(settings, reach, repository));
    } catch (error) {
      await reach.close();
      throw error;
    }
  }

  /**
   * Makes a commit on the base: the same changes on the same base are the same commit, whenever it is made. It is nowhere
   * but here until it is pushed.
   */
  commit(changes: ReadonlyMap<string, Buffer | undefined>, author: Author, message: string): Promise<string> {
    const { config } = this.#settings;
    const paths = new Map([...changes].map(([path, bytes]) => [repositoryPath(config, path), bytes]));
    return importCommit(this.#repository, {
      base: this.baseCommit,
      date: this.#baseDate,
      author,
      message,
      changes: paths,
    });
  }

  /** Moves a branch to a commit, or removes it, if it still is where it was when it was read. */
  async push(branch: StagingBranch, commit: string | undefined): Promise<void> {
    const ref = `refs/heads/${branch.name}`;
    const lease = `--force-with-lease=${ref}:${branch.head ?? ''}`;
    const args = ['push', '--quiet', '--no-verify', '--no-recurse-submodules', lease];
    await this.#repository.run([...args, '--end-of-options', this.#settings.remote, `${commit ?? ''}:${ref}`], {
      reach: this.#reach,
    });
  }

  async close(): Promise<void> {
    await this.#reach.close();
    await this.#repository.remove();
  }
}

interface State {
  readonly baseBranch: string;
  readonly baseCommit: string;
  readonly baseDate: number;
  readonly baseTree: Tree;
  readonly branches: ReadonlyMap<string, StagingBranch>;
}

async function readState(settings: PlatformSettings, reach: OpenReach, repository: BareRepository): Promise<State> {
  const { git, remote, base, environments, withGone, folder, config, timeout } = settings;
  const wanted = [...environments.map(stagingBranch), ...(base === undefined ? [] : [base])];
  const refs = await listRemote(git, remote, reach, wanted, {
    withDefault: base === undefined,
    ...(withGone ? { ending: stagingEnding } : {}),
  });
  const baseBranch = base ?? refs.defaultBranch;
  if (baseBranch === undefined || !refs.branches.has(baseBranch)) {
    throw new GitFailure('branch-missing', baseBranch === undefined ? 'the remote names no default branch' : '');
  }
  const ref = 'refs/konduct/base';
  await repository.fetch({ remote, reach, options: ['--depth=1'], refspecs: [`+refs/heads/${baseBranch}:${ref}`] });
  const about = (await repository.run(['log', '-1', '--no-show-signature', '--format=%H %ct', ref])).toString('utf8');
  const [baseCommit = '', date = ''] = about.trim().split(' ');
  const baseTree = await readCommitTree(repository, baseCommit, config, timeout);
  const others = [...refs.branches.keys()].filter((name) => name !== baseBranch);
  const gone = withGone ? goneEnvironments(environments, baseTree, others) : [];
  const remoteBase = { git, remote, reach, folder, baseBranch };
  const read = [...environments, ...gone].map(async (environment) => {
    const head = refs.branches.get(stagingBranch(environment));
    return [environment, await readBranch(settings, remoteBase, environment, head)] as const;
  });
  return { baseBranch, baseCommit, baseDate: Number(date), baseTree, branches: new Map(await Promise.all(read)) };
}

async function readBranch(
  { config, timeout }: PlatformSettings,
  base: RemoteBase,
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
