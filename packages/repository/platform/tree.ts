import { createHash } from 'node:crypto';
import { sha256 } from '@konduct/core/value/digest';

/** What stands at a path of a platform directory. A link is known to be there and is never followed. */
export type TreeEntry =
  | { readonly type: 'file'; readonly bytes: Buffer; readonly id: string }
  | { readonly type: 'link' };

/** The files of a platform directory by path, relative to it and with `/`: of a commit, or of a folder on the disk. */
export type Tree = ReadonlyMap<string, TreeEntry>;

/** What can be asked for the file at a path: a tree, or a draft of one. */
export type Files = Pick<Tree, 'get'>;

export const emptyTree: Tree = new Map();

/** Bytes of a file. What is larger is none of ours and is left out of a tree. */
export const fileLimit = 64 * 1024 * 1024;

/** The path from the root of the repository, of a path in the platform directory. */
export function repositoryPath(config: string, path: string): string {
  return config === '' ? path : `${config}/${path}`;
}

/** The id that git gives to a file with these bytes. */
export function blobId(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** The text of a file; undefined when there is none, or it is no text. */
export function textOf(entry: TreeEntry | undefined): string | undefined {
  if (entry?.type !== 'file') return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(entry.bytes);
  } catch {
    return undefined;
  }
}

/** The folder that a path lies in; empty for the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** `<organization>/envs/<environment>`, when that is where a path lies. */
export function environmentOf(
  path: string,
): { readonly organization: string; readonly environment: string } | undefined {
  const [organization, envs, environment, ...rest] = path.split('/');
  if (organization === undefined || envs !== 'envs' || environment === undefined || rest.length === 0) return undefined;
  return { organization, environment };
}

/** A digest of everything an environment has, in all organizations: the same digest, the same files. */
export function environmentDigest(tree: Tree, environment: string): string {
  const lines = [...tree]
    .filter(([path]) => environmentOf(path)?.environment === environment)
    .map(([path, entry]) => `${entry.type === 'file' ? entry.id : 'link'} ${path}\0`);
  return sha256(lines.sort().join(''));
}
