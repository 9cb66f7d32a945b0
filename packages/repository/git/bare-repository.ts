import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Git, GitCall, Reach } from './git.ts';
import { ObjectReader } from './object-reader.ts';

const config = '[core]\n\trepositoryformatversion = 0\n\tbare = true\n';

export interface Fetch {
  readonly remote: string;
  readonly reach: Reach;
  /** `+refs/heads/x:refs/konduct/0`. */
  readonly refspecs: readonly string[];
  readonly options: readonly string[];
}

/**
 * A repository in a temporary folder, written without `git init`, which is faster. It has only the objects that Konduct
 * puts into it.
 */
export class BareRepository {
  readonly directory: string;
  readonly #git: Git;

  private constructor(git: Git, directory: string) {
    this.#git = git;
    this.directory = directory;
  }

  /** @param folder the folder in which the repository is created */
  static async create(git: Git, folder: string): Promise<BareRepository> {
    const directory = await mkdtemp(join(folder, 'repository-'));
    await Promise.all([mkdir(join(directory, 'objects')), mkdir(join(directory, 'refs'))]);
    await writeFile(join(directory, 'HEAD'), 'ref: refs/heads/none\n');
    const repository = new BareRepository(git, directory);
    await repository.#writeConfig();
    return repository;
  }

  async fetch({ remote, reach, refspecs, options }: Fetch): Promise<void> {
    const fixed = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-maintenance', '--recurse-submodules=no'];
    try {
      await this.run(['fetch', ...fixed, ...options, '--end-of-options', remote, ...refspecs], { reach });
    } finally {
      // A filtered fetch makes git fetch missing objects from the remote whenever they are read. Writing the
      // configuration again removes that.
      await this.#writeConfig();
    }
  }

  run(args: readonly string[], more: Pick<GitCall, 'reach' | 'input' | 'finishes'> = {}): Promise<Buffer> {
    return this.#git.run({ args, directory: this.directory, ...more });
  }

  /** @param timeout milliseconds to wait for an answer */
  reader(timeout: number): ObjectReader {
    return new ObjectReader(this.#git, this.directory, timeout);
  }

  remove(): Promise<void> {
    return rm(this.directory, { recursive: true, force: true });
  }

  #writeConfig(): Promise<void> {
    return writeFile(join(this.directory, 'config'), config);
  }
}
