import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What a workflow that names one of our actions gets: the bundles, and the files that name their inputs. */
const published = ['dist', 'actions/*/action.yml'];

/** Why there is no commit to pin to; the message is for people. */
export class NoPinError extends Error {
  override readonly name = 'NoPinError';
}

/**
 * The newest commit that changed what our actions are, not counting HEAD itself: no commit can hold its own name, so
 * the commit after one that changed dist/ sets the pins.
 */
export async function newestPublishedCommit(root: string): Promise<string> {
  if ((await git(root, 'rev-parse', '--is-shallow-repository')) === 'true') {
    throw new NoPinError(
      'This clone is shallow, so the commit that last changed dist/ is not known. Run `git fetch --unshallow`.',
    );
  }
  const head = await git(root, 'rev-parse', 'HEAD');
  const commits = (await git(root, 'log', '-2', '--format=%H', '--', ...published)).split('\n').filter(Boolean);
  const commit = commits.find((candidate) => candidate !== head);
  if (commit && (await git(root, 'ls-tree', commit, 'dist')) !== '') return commit;
  throw new NoPinError(
    'No commit before this one has the bundles in dist/. Commit the built dist/ first; the pins come with the next commit.',
  );
}

/** The suite's version at a commit. */
export async function versionAt(root: string, commit: string): Promise<string> {
  const { version } = JSON.parse(await git(root, 'show', `${commit}:package.json`)) as { version: string };
  return version;
}

async function git(root: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('git', ['-C', root, ...args], { maxBuffer: 16 * 1024 * 1024 });
  return stdout.trim();
}
