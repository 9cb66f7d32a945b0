import { createHash } from 'node:crypto';
import { sha256 } from '@konduct/core/value/digest';

/** An entry at a path of a platform directory. Links are listed and never followed. */
export type TreeEntry =
  | { readonly type: 'file'; readonly bytes: Buffer; readonly id: string }
  | { readonly type: 'link' };

/**
 * The files of a platform directory by path, relative to it and with `/`: from a commit, or from a folder on the disk.
 */
export type Tree = ReadonlyMap<string, TreeEntry>;

/** Finds the file at a path: a tree, or a draft of one. */
export type Files = Pick<Tree, 'get'>;

export const emptyTree: Tree = new Map();

/** The most bytes of a file. Larger files are not staged by Konduct and are left out of trees. */
export const fileLimit = 64 * 1024 * 1024;

/** A path in the platform directory as a path from the root of the repository. */
export function repositoryPath(config: string, path: string): string {
  return config === '' ? path : `${config}/${path}`;
}

/** The id that git gives a file with these bytes. */
export function blobId(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** The text of a file; undefined when there is no file, or no UTF-8 text in it. */
export function textOf(entry: TreeEntry | undefined): string | undefined {
  if (entry?.type !== 'file') return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(entry.bytes);
  } catch {
    return undefined;
  }
}

/** The folder of a path; empty for the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The organization and environment of a path below `<organization>/envs/<environment>`; undefined for other paths. */
export function environmentOf(
  path: string,
): { readonly organization: string; readonly environment: string } | undefined {
  const [organization, envs, environment, ...rest] = path.split('/');
  if (organization === undefined || envs !== 'envs' || environment === undefined || rest.length === 0) return undefined;
  return { organization, environment };
}

/** A digest of all files of an environment in all organizations. */
export function environmentDigest(tree: Tree, environment: string): string {
  const lines = [...tree]
    .filter(([path]) => environmentOf(path)?.environment === environment)
    .map(([path, entry]) => `${entry.type === 'file' ? entry.id : 'link'} ${path}\0`);
  return sha256(lines.sort().join(''));
}
