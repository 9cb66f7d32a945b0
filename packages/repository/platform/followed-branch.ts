import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';
import { type Access, type OpenReach, openReach } from '../git/access.ts';
import { BareRepository } from '../git/bare-repository.ts';
import { Git } from '../git/git.ts';
import { GitFailure } from '../git/git-failure.ts';
import { listRemote } from '../git/remote-refs.ts';

export interface FollowSettings {
  readonly environment: EnvironmentVariables;
  readonly remote: string;
  /** Undefined for the default branch of the remote, whichever that is at the time. */
  readonly branch: string | undefined;
  /** A temporary folder of the caller, who removes it. */
  readonly folder: string;
  /** Milliseconds for each contact with the remote. */
  readonly timeout: number;
}

/** The files of a commit in a folder. Symbolic links are links there, as in any clone, so that readers see them. */
export interface Checkout {
  readonly branch: string;
  readonly commit: string;
  readonly directory: string;
}

const ref = 'refs/konduct/followed';

/**
 * A branch of a remote, and the files of its newest commit. The files of one commit never mix with those of another:
 * each commit has a folder of its own, which is removed when a newer one is there.
 */
export class FollowedBranch {
  readonly #settings: FollowSettings;
  #checkout: Checkout | undefined;

  constructor(settings: FollowSettings) {
    this.#settings = settings;
  }

  /**
   * Asks the remote for the newest commit, and brings its files here unless they are here. After a failure the files of
   * the commit before are still whole.
   *
   * @param access may be another one each time, such as a token that was renewed
   * @throws GitFailure
   */
  async latest(access: Access, signal: AbortSignal): Promise<Checkout> {
    const { environment, folder, timeout, remote, branch: named } = this.#settings;
    const home = await mkdtemp(join(folder, 'home-'));
    let reach: OpenReach | undefined;
    try {
      reach = await openReach(remote, access);
      const git = new Git({ environment, home, timeout, signal });
      if (!(await git.isUsable())) throw new GitFailure('not-installed', '');
      const wanted = named === undefined ? [] : [named];
      const refs = await listRemote(git, remote, reach, wanted, { withDefault: named === undefined });
      const branch = named ?? refs.defaultBranch;
      const commit = branch === undefined ? undefined : refs.branches.get(branch);
      if (branch === undefined || commit === undefined) {
        throw new GitFailure('branch-missing', branch === undefined ? 'the remote names no default branch' : '');
      }
      if (this.#checkout?.commit === commit && this.#checkout.branch === branch) return this.#checkout;
      const former = this.#checkout;
      this.#checkout = await this.#bring(git, reach, branch);
      if (former) await rm(former.directory, { recursive: true, force: true });
      return this.#checkout;
    } finally {
      await reach?.close();
      await rm(home, { recursive: true, force: true });
    }
  }

  /** Fetches the newest commit of a branch without its history, and writes its files into a new folder. */
  async #bring(git: Git, reach: OpenReach, branch: string): Promise<Checkout> {
    const { folder, remote } = this.#settings;
    const repository = await BareRepository.create(git, folder);
    const directory = await mkdtemp(join(folder, 'files-'));
    try {
      const refspecs = [`+refs/heads/${branch}:${ref}`];
      await repository.fetch({ remote, reach, options: ['--depth=1'], refspecs });
      const commit = (await repository.run(['rev-parse', '--verify', ref])).toString('utf8').trim();
      // git itself refuses paths that lead out of the folder, and those that would be files of git.
      const links = ['-c', 'core.symlinks=true'];
      await repository.run([`--work-tree=${directory}`, ...links, 'read-tree', '--reset', '-u', ref]);
      return { branch, commit, directory };
    } catch (error) {
      await rm(directory, { recursive: true, force: true });
      throw error;
    } finally {
      await repository.remove();
    }
  }
}
