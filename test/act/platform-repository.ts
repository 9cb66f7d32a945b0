import { execFile } from 'node:child_process';
import { appendFile, cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pinsIn } from '../../scripts/pins/pin.ts';
import { root } from '../workflows/workflow.ts';

const run = promisify(execFile);

/** A git repository that a user made of the example, in a temporary folder. */
export interface PlatformRepository {
  readonly folder: string;
  /** The commits to which the workflows pin our actions. */
  readonly pins: readonly string[];
  /** Changes a file and commits it. Rejects unless the text to replace is there exactly once. */
  edit(path: string, replace: string, by: string): Promise<void>;
  /** Adds text to the end of a file and commits it. */
  append(path: string, text: string): Promise<void>;
  /** Commits all changes in the folder. */
  commit(subject?: string): Promise<void>;
  git(...args: readonly string[]): Promise<{ readonly stdout: string }>;
  remove(): Promise<void>;
}

export async function createPlatformRepository(): Promise<PlatformRepository> {
  const folder = await mkdtemp(join(tmpdir(), 'konduct-platform-'));
  await cp(join(root, 'action-examples/kong-air'), folder, { recursive: true });
  const git = (...args: readonly string[]) => run('git', ['-C', folder, ...args]);
  const commit = async (subject = 'Change the platform') => {
    const author = ['-c', 'user.name=Ada', '-c', 'user.email=ada@kong-air.example', '-c', 'commit.gpgsign=false'];
    await git('add', '--all');
    await git(...author, 'commit', '--quiet', '--message', subject);
  };
  await git('init', '--quiet', '--initial-branch=main');
  // act takes the repository's name from this address and never connects to it.
  await git('remote', 'add', 'origin', 'https://github.com/kong-air/platform.git');
  await commit();
  return {
    folder,
    pins: await pinsOf(folder),
    async edit(path, replace, by) {
      const text = await readFile(join(folder, path), 'utf8');
      if (text.split(replace).length !== 2) throw new Error(`${path} does not hold ${JSON.stringify(replace)} once`);
      await writeFile(
        join(folder, path),
        text.replace(replace, () => by),
      );
      await commit();
    },
    async append(path, text) {
      await appendFile(join(folder, path), text);
      await commit();
    },
    commit,
    git,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function pinsOf(folder: string): Promise<string[]> {
  const workflows = join(folder, '.github/workflows');
  const texts = await Promise.all((await readdir(workflows)).map((name) => readFile(join(workflows, name), 'utf8')));
  return [...new Set(texts.flatMap(pinsIn).map(({ commit }) => commit))];
}
