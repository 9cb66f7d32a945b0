import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The files that a workflow gets with one of our actions: the bundles, and the action.yml files. */
const published = ['dist', 'actions/*/action.yml'];

/** The reason why there is no commit to pin to; the message is for people. */
export class NoPinError extends Error {
  override readonly name = 'NoPinError';
}

/**
 * The newest commit that changed our actions. A commit cannot contain its own id: while it is HEAD, the pins may still
 * name `before`, and the next commit sets them.
 */
export async function publishedCommits(root: string): Promise<{ readonly newest: string; readonly before?: string }> {
  if ((await git(root, 'rev-parse', '--is-shallow-repository')) === 'true') {
    throw new NoPinError(
      'This clone is shallow, so the commit that last changed dist/ is not known. Run `git fetch --unshallow`.',
    );
  }
  const head = await git(root, 'rev-parse', 'HEAD');
  const commits = (await git(root, 'log', '-2', '--format=%H', '--', ...published)).split('\n');
  const whole = await Promise.all(commits.map((commit) => (commit === '' ? '' : git(root, 'ls-tree', commit, 'dist'))));
  const [newest, before] = commits.filter((_, index) => whole[index] !== '');
  if (newest === undefined) throw new NoPinError('No commit has the bundles in dist/. Build and commit them first.');
  return newest === head && before !== undefined ? { newest, before } : { newest };
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
