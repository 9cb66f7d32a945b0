import { type Access, type OpenReach, openReach } from '../git/access.ts';
import { BareRepository } from '../git/bare-repository.ts';
import type { Git } from '../git/git.ts';
import { GitFailure } from '../git/git-failure.ts';
import { listRemote } from '../git/remote-refs.ts';
import { readCommitTree } from './commit-tree.ts';
import { type Author, importCommit } from './import.ts';
import { readTrailers, type Trailers } from './trailer.ts';
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
  /** The branch for each environment. */
  readonly branches: ReadonlyMap<string, string>;
  /** Milliseconds without an answer. */
  readonly timeout: number;
}

/** A commit on a branch of ours that the base does not have. */
export interface AheadCommit {
  readonly id: string;
  readonly author: string;
  readonly subject: string;
  readonly trailers: Trailers | undefined;
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
  /** A commit that is not ours, or no longer as we made it. */
  readonly foreign: AheadCommit | undefined;
}

/** The platform repository at its remote: read and written without any checkout. */
export class PlatformRepository {
  readonly #settings: PlatformSettings;
  readonly #reach: OpenReach;
  readonly #repository: BareRepository;
  readonly baseBranch: string;
  readonly baseCommit: string;
  readonly baseTree: Tree;
  readonly branches: ReadonlyMap<string, StagingBranch>;

  private constructor(settings: PlatformSettings, reach: OpenReach, repository: BareRepository, state: State) {
    this.#settings = settings;
    this.#reach = reach;
    this.#repository = repository;
    this.baseBranch = state.baseBranch;
    this.baseCommit = state.baseCommit;
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

  /** Makes a commit on the base. It is nowhere but here until it is pushed. */
  commit(changes: ReadonlyMap<string, Buffer | undefined>, author: Author, message: string): Promise<string> {
    const { config } = this.#settings;
    const paths = new Map([...changes].map(([path, bytes]) => [repositoryPath(config, path), bytes]));
    return importCommit(this.#repository, { base: this.baseCommit, author, message, changes: paths });
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
  readonly baseTree: Tree;
  readonly branches: ReadonlyMap<string, StagingBranch>;
}

async function readState(settings: PlatformSettings, reach: OpenReach, repository: BareRepository): Promise<State> {
  const { git, remote, base, branches, config, timeout } = settings;
  const wanted = [...branches.values(), ...(base === undefined ? [] : [base])];
  const refs = await listRemote(git, remote, reach, wanted, base === undefined);
  const baseBranch = base ?? refs.defaultBranch;
  if (baseBranch === undefined || !refs.branches.has(baseBranch)) {
    throw new GitFailure('branch-missing', baseBranch === undefined ? 'the remote names no default branch' : '');
  }
  const ref = 'refs/konduct/base';
  await repository.fetch({ remote, reach, options: ['--depth=1'], refspecs: [`+refs/heads/${baseBranch}:${ref}`] });
  const baseCommit = (await repository.run(['rev-parse', '--verify', ref])).toString('utf8').trim();
  const baseTree = await readCommitTree(repository, baseCommit, config, timeout);
  const read = [...branches].map(async ([environment, name]) => {
    const head = refs.branches.get(name);
    const branch = { environment, name, head: head ?? '' };
    return [
      environment,
      head === undefined ? none(name) : await readBranch(settings, reach, baseBranch, branch),
    ] as const;
  });
  return { baseBranch, baseCommit, baseTree, branches: new Map(await Promise.all(read)) };
}

function none(name: string): StagingBranch {
  return { name, head: undefined, ahead: [], tree: undefined, foreign: undefined };
}

/** Reads what a branch has that the base has not, in a repository of its own: what is fetched there is exactly that. */
async function readBranch(
  { git, remote, folder, config, timeout }: PlatformSettings,
  reach: OpenReach,
  baseBranch: string,
  { environment, name, head: listed }: { readonly environment: string; readonly name: string; readonly head: string },
): Promise<StagingBranch> {
  const repository = await BareRepository.create(git, folder);
  const ref = 'refs/konduct/head';
  const refspecs = [`+refs/heads/${name}:${ref}`];
  try {
    await repository.fetch({ remote, reach, options: [`--shallow-exclude=refs/heads/${baseBranch}`], refspecs });
    const head = (await repository.run(['rev-parse', '--verify', ref])).toString('utf8').trim();
    const ahead = await readAhead(repository, ref);
    const tree = await readCommitTree(repository, head, config, timeout);
    return { name, head, ahead, tree, foreign: foreignIn(ahead, tree, environment) };
  } catch (error) {
    // Everything on the branch is in the base: it was merged and left.
    if (error instanceof GitFailure && error.reason === 'nothing-ahead') return { ...none(name), head: listed };
    throw error;
  } finally {
    await repository.remove();
  }
}

async function readAhead(repository: BareRepository, ref: string): Promise<readonly AheadCommit[]> {
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

/** A commit without our trailer is somebody else's; so is the newest one when it does not stage what its trailer says. */
function foreignIn(ahead: readonly AheadCommit[], tree: Tree, environment: string): AheadCommit | undefined {
  const unsigned = ahead.find(({ trailers }) => trailers === undefined);
  if (unsigned) return unsigned;
  const [newest] = ahead;
  return newest?.trailers?.staged === environmentDigest(tree, environment) ? undefined : newest;
}
