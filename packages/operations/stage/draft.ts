import { startOf } from '@konduct/core/source/range';
import type { FileTree, TreeFile } from '@konduct/deck/render/files';
import type { Draft } from '@konduct/repository/platform/draft';
import { folderOf, repositoryPath, type TreeEntry, textOf } from '@konduct/repository/platform/tree';

/** A draft as the folder that it will be, for decK. */
export function draftTree(draft: Draft, config: string): FileTree {
  const show = (path: string) => repositoryPath(config, path);
  const folders = namesByFolder(draft);
  return {
    show,
    names: (folder) => folders.get(folder) ?? [],
    read: (path, limit) => read(draft.get(path), show(path), limit),
  };
}

function read(entry: TreeEntry | undefined, shown: string, limit: number): TreeFile {
  if (!entry) return { type: 'missing' };
  const refuse = (
    code: 'file-symlink' | 'file-too-large' | 'file-encoding',
    message: string,
    fix: string,
  ): TreeFile => ({
    type: 'refused',
    diagnostic: { severity: 'error', code, message, fix, at: startOf(shown) },
  });
  if (entry.type === 'link') return refuse('file-symlink', `${shown} is a symbolic link`, 'Put the real file there.');
  if (entry.bytes.length > limit)
    return refuse('file-too-large', `${shown} has more than ${Math.ceil(limit / 1024 / 1024)} MB`, 'Make it smaller.');
  const text = textOf(entry);
  if (text === undefined) return refuse('file-encoding', `${shown} is not UTF-8`, 'Save it as UTF-8.');
  return { type: 'file', file: { path: shown, text } };
}

/**
 * The tree is asked for many folders, so its paths are grouped by folder once. Staging adds no files to these folders
 * meanwhile.
 */
function namesByFolder(draft: Draft): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>();
  for (const path of draft.tree.keys()) {
    const folder = folderOf(path);
    const names = folders.get(folder) ?? [];
    names.push(path.slice(path.lastIndexOf('/') + 1));
    folders.set(folder, names);
  }
  for (const names of folders.values()) names.sort();
  return folders;
}
