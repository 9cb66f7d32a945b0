import { type Access, type OpenReach, openReach } from '../git/access.ts';
import { BareRepository } from '../git/bare-repository.ts';
import type { Git } from '../git/git.ts';
import { GitFailure } from '../git/git-failure.ts';
import { listRemote } from '../git/remote-refs.ts';
import { readCommitTree } from './commit-tree.ts';
import { type Author, importCommit } from './import.ts';
import { readBranch, type StagingBranch } from './read-branch.ts';
import { goneEnvironments, stagingBranch, stagingEnding } from './staging-branch.ts';
import { repositoryPath, type Tree } from './tree.ts';

export interface PlatformSettings {
  readonly git: Git;
  readonly remote: string;
  readonly access: Access;
  /** A temporary folder of the caller. */
  readonly folder: string;
  /** The platform directory, from the root of the repository. */
  readonly config: string;
  /** The base branch of pull requests; undefined for the remote's default branch. */
  readonly base: string | undefined;
  /** The environments of the manifest that the run is about. */
  readonly environments: readonly string[];
  /** Whether to look for environments, too, that no manifest has any more. */
  readonly withGone: boolean;
  /** Milliseconds to wait for an answer. */
  readonly timeout: number;
}

/** The platform repository at its remote, read and written without a checkout. */
export class PlatformRepository {
  readonly #settings: PlatformSettings;
  readonly #reach: OpenReach;
  readonly #repository: BareRepository;
  readonly baseBranch: string;
  readonly baseCommit: string;
  readonly baseTree: Tree;
  /** The branches of all environments; those of removed environments come last. */
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

  /** Reads the base and the branches of environments. Rejects with a GitFailure. */
  static async open(settings: PlatformSettings): Promise<PlatformRepository> {
    const reach = await openReach(settings.remote, settings.access);
    try {
      const repository = await BareRepository.create(settings.git, settings.folder);
      return new PlatformRepository(settings, reach, repository, await readState(settings, reach, repository));
    } catch (error) {
      await reach.close();
      throw error;
    }
  }

  /**
   * Makes a commit on the base. The same changes on the same base give the same id, whenever it is made. It exists only
   * locally until it is pushed.
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

  /** Moves a branch to a commit, or removes it, unless the branch has moved since it was read. */
  async push(branch: StagingBranch, commit: string | undefined): Promise<void> {
    const ref = `refs/heads/${branch.name}`;
    const lease = `--force-with-lease=${ref}:${branch.head ?? ''}`;
    const args = ['push', '--quiet', '--no-verify', '--no-recurse-submodules', lease];
    await this.#repository.run([...args, '--end-of-options', this.#settings.remote, `${commit ?? ''}:${ref}`], {
      reach: this.#reach,
      finishes: true,
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
  const branchSettings = { base: { git, remote, reach, folder, baseBranch }, config, timeout };
  const read = [...environments, ...gone].map(async (environment) => {
    const head = refs.branches.get(stagingBranch(environment));
    return [environment, await readBranch(branchSettings, environment, head)] as const;
  });
  return { baseBranch, baseCommit, baseDate: Number(date), baseTree, branches: new Map(await Promise.all(read)) };
}
