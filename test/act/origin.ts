import { type HttpsGit, startHttpsGit } from '@konduct/repository/git/https-server.fixture';
import { LocalRepositories } from '@konduct/repository/git/local-repository.fixture';
import type { GitHub } from '../github/server.ts';
import type { PlatformRepository } from './platform-repository.ts';

/** The platform's repository on GitHub: git over https for clients with the token. */
export interface Origin {
  readonly server: HttpsGit;
  /** All repositories of the server. */
  readonly repositories: LocalRepositories;
  /** The commit of a branch; undefined without the branch. */
  head(branch: string): string | undefined;
  /** The newest 100 commits up to one, as GitHub lists them. */
  commits(sha: string): readonly string[];
  /** Every branch with its commit, for comparing before and after. */
  branches(): string;
  /** A file of a branch; undefined when it has none. */
  file(branch: string, path: string): string | undefined;
  /** All contents that any branch ever had, as text. */
  history(): string;
  /** Checks out a branch in a working tree. */
  checkOut(checkout: PlatformRepository, branch: string): Promise<void>;
  /** Pushes a checkout to the main branch, or to another one. */
  push(checkout: PlatformRepository, branch?: string): Promise<void>;
  /** Merges a pull request: squashes its branch into main, and deletes it. */
  merge(github: GitHub, pull: number): void;
  close(): Promise<void>;
}

export async function startOrigin(token: string): Promise<Origin> {
  const repositories = new LocalRepositories();
  const { git, directory } = repositories.create('kong-air/platform');
  git('config', 'http.receivepack', 'true');
  const server = await startHttpsGit({ folder: repositories.folder, token });
  const tried = (...args: readonly string[]) => {
    try {
      return git(...args);
    } catch {
      return undefined;
    }
  };
  return {
    server,
    repositories,
    head: (branch) => tried('rev-parse', '--verify', '-q', `refs/heads/${branch}`)?.trim(),
    commits: (sha) => (tried('rev-list', '--max-count=100', sha) ?? '').split('\n').filter((line) => line !== ''),
    branches: () => git('for-each-ref', '--format=%(refname) %(objectname)'),
    file: (branch, path) => tried('show', `${branch}:${path}`),
    history: () => git('log', '--all', '--reflog', '--patch', '--format=fuller'),
    async checkOut(checkout, branch) {
      await checkout.git('fetch', '--quiet', directory, branch);
      await checkout.git('checkout', '--quiet', '--force', '-B', branch, 'FETCH_HEAD');
    },
    async push(checkout, branch = 'main') {
      await checkout.git('push', '--quiet', directory, `HEAD:refs/heads/${branch}`);
    },
    merge(github, number) {
      const pull = github.pulls.get(number);
      if (pull?.state !== 'open') throw new Error(`there is no open pull request ${number}`);
      const tree = git('merge-tree', '--write-tree', 'main', pull.head).trim();
      const parent = git('rev-parse', 'main').trim();
      const message = `${pull.title} (#${number})`;
      const commit = git('commit-tree', tree, '-p', parent, '-m', message).trim();
      git('update-ref', 'refs/heads/main', commit);
      git('update-ref', '-d', `refs/heads/${pull.head}`);
      Object.assign(pull, { state: 'closed', merged: true, mergeCommit: commit });
    },
    async close() {
      await server.close();
      repositories.remove();
    },
  };
}
