import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The files of a commit by path. `link` makes a symbolic link, null removes the file. */
export type Files = Readonly<Record<string, string | Uint8Array | { readonly link: string } | null>>;

/** A bare repository on this disk for tests, and a working tree for committing to it. */
export interface LocalRepository {
  /** `file://…`. */
  readonly remote: string;
  readonly directory: string;
  /** Commits files to a branch and pushes it. A new branch starts at the current one. Returns the commit. */
  commit(branch: string, files: Files, message?: string): string;
  git(...args: readonly string[]): string;
}

/** A temporary folder with repositories in it. */
export class LocalRepositories {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'konduct-repositories-'));

  create(name: string): LocalRepository {
    const directory = path.join(this.folder, `${name}.git`);
    const work = path.join(this.folder, `${name}.work`);
    mkdirSync(path.dirname(directory), { recursive: true });
    run(this.folder, ['init', '-q', '--bare', '-b', 'main', directory]);
    run(directory, ['config', 'uploadpack.allowFilter', 'true']);
    run(this.folder, ['init', '-q', '-b', 'main', work]);
    return {
      remote: `file://${directory}`,
      directory,
      commit(branch, files, message = `change ${Object.keys(files).join(', ')}`) {
        if (exists(directory, branch)) {
          run(work, ['fetch', '-q', directory, branch]);
          run(work, ['checkout', '-q', '-B', branch, 'FETCH_HEAD']);
        } else run(work, ['checkout', '-q', '-B', branch]);
        for (const [name, content] of Object.entries(files)) write(path.join(work, name), content);
        run(work, ['add', '-A', '--force']);
        run(work, ['commit', '-q', '--allow-empty', '-m', message]);
        run(work, ['push', '-q', '--force', directory, `HEAD:refs/heads/${branch}`]);
        return run(work, ['rev-parse', 'HEAD']).trim();
      },
      git: (...args) => run(directory, args),
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function exists(repository: string, branch: string): boolean {
  try {
    run(repository, ['rev-parse', '--verify', '-q', `refs/heads/${branch}`]);
    return true;
  } catch {
    return false;
  }
}

function write(file: string, content: Files[string] | undefined): void {
  rmSync(file, { recursive: true, force: true });
  if (content === null || content === undefined) return;
  mkdirSync(path.dirname(file), { recursive: true });
  if (typeof content === 'string' || content instanceof Uint8Array) writeFileSync(file, content);
  else symlinkSync(content.link, file);
}

function run(cwd: string, args: readonly string[]): string {
  const person = { NAME: 'Ines', EMAIL: 'ines@kong-air.example', DATE: '2026-01-01T00:00:00Z' };
  const identity = Object.entries(person).flatMap(([key, value]) => [
    [`GIT_AUTHOR_${key}`, value],
    [`GIT_COMMITTER_${key}`, value],
  ]);
  return execFileSync('git', [...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: cwd,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      ...Object.fromEntries(identity),
    },
  });
}
