import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CommitFiles } from '../specification/commit-files.ts';

/** The most that a copy holds: files, bytes in all, and bytes of one file. */
export interface CopyLimits {
  readonly files: number;
  readonly bytes: number;
  readonly file: number;
}

/** What a copy came to: whether the folder is in the commit, and whether all of it fitted. */
export type CopyOutcome = 'copied' | 'missing' | 'too-large';

/**
 * Writes the files of one folder of a commit to the disk, at the same path below `target`. Links and submodules are left
 * out, and so are names that mean something to a file system or to git.
 *
 * @param folder from the root of the repository; empty for all of it
 * @param files more files, from the root of the repository
 */
export async function copyOfCommit(
  commit: CommitFiles,
  folder: string,
  files: readonly string[],
  target: string,
  limits: CopyLimits,
): Promise<CopyOutcome> {
  const copied = new Set<string>();
  let bytes = 0;

  /** False where the limits are exceeded. */
  async function copyFile(name: string): Promise<boolean | 'folder'> {
    if (copied.has(name) || !name.split('/').every(isPlain)) return true;
    const file = await commit.read(name, limits.file);
    if (file.type === 'folder') return 'folder';
    if (file.type === 'too-large') return false;
    if (file.type !== 'file') return true;
    bytes += file.bytes.length;
    copied.add(name);
    if (copied.size > limits.files || bytes > limits.bytes) return false;
    const place = path.join(target, ...name.split('/'));
    await mkdir(path.dirname(place), { recursive: true });
    await writeFile(place, file.bytes, { flag: 'wx', mode: 0o600 });
    return true;
  }

  async function copyFolder(name: string): Promise<boolean> {
    for (const entry of await commit.names(name)) {
      if (!isPlain(entry)) continue;
      const inner = name === '' ? entry : `${name}/${entry}`;
      const outcome = await copyFile(inner);
      if (outcome === false || (outcome === 'folder' && !(await copyFolder(inner)))) return false;
    }
    return true;
  }

  if (!(await copyFolder(folder))) return 'too-large';
  for (const name of files) if (!(await copyFile(name))) return 'too-large';
  return copied.size === 0 ? 'missing' : 'copied';
}

/** Whether a name is only a name on every machine, and not git's own folder. */
function isPlain(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\\\0]/.test(name) && name.toLowerCase() !== '.git';
}
