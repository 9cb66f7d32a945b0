import { lstatSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '@konduct/core/diagnostic/user-error';
import { startOf } from '@konduct/core/source/range';
import { blobId, fileLimit, type Tree, type TreeEntry } from '@konduct/repository/platform/tree';
import { writeWhole } from '@konduct/tool/file/write-whole';
import { showPath, TextFiles } from '../text-file.ts';
import { unwritten } from '../write-in-place.ts';

/**
 * Reads a platform directory on the disk as a tree. Links are listed and not followed; files larger than `fileLimit`
 * are left out.
 */
export function readDirectoryTree(directory: string): Tree {
  const tree = new Map<string, TreeEntry>();
  const walk = (folder: string, prefix: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const name = `${prefix}${entry.name}`;
      const absolute = path.join(folder, entry.name);
      if (entry.isSymbolicLink()) tree.set(name, { type: 'link' });
      else if (entry.isDirectory()) walk(absolute, `${name}/`);
      else if (entry.isFile() && lstatSync(absolute).size <= fileLimit) {
        const bytes = readFileSync(absolute);
        tree.set(name, { type: 'file', bytes, id: blobId(bytes) });
      }
    }
  };
  if (lstatSync(directory, { throwIfNoEntry: false })?.isDirectory()) walk(directory, '');
  return tree;
}

/**
 * Writes changes into a platform directory on the disk.
 *
 * @param onWritten told of each change that was carried out
 * @throws UserError when a folder on the path is a link, or a file cannot be written; earlier files are written then
 */
export function writeDirectory(
  directory: string,
  workspace: string,
  changes: ReadonlyMap<string, TreeEntry | undefined>,
  onWritten: (name: string) => void,
): void {
  const files = new TextFiles(directory, workspace);
  for (const [name, entry] of changes) {
    const absolute = path.join(directory, name);
    const shown = showPath(absolute, workspace);
    const parent = files.directory(path.posix.dirname(name));
    if (parent === 'link' || parent === 'other')
      throw refused(`A folder on the way to ${shown} is a symbolic link or no folder`, shown);
    try {
      if (entry?.type === 'file') {
        mkdirSync(path.dirname(absolute), { recursive: true });
        writeWhole(absolute, entry.bytes);
      } else {
        rmSync(absolute, { force: true });
        removeEmptyFolders(path.dirname(absolute), directory);
      }
    } catch (error) {
      throw unwritten(error, shown);
    }
    onWritten(name);
  }
}

function removeEmptyFolders(folder: string, top: string): void {
  for (let at = folder; at !== top && readdirSync(at).length === 0; at = path.dirname(at)) rmdirSync(at);
}

function refused(message: string, shown: string): UserError {
  const fix = 'Put a real folder there.';
  return new UserError([{ severity: 'error', code: 'file-symlink', message, fix, at: startOf(shown) }]);
}
