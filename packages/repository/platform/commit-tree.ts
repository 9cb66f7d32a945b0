import type { BareRepository } from '../git/bare-repository.ts';
import { kindOf } from '../git/tree.ts';
import { fileLimit, type Tree, type TreeEntry } from './tree.ts';

/**
 * Reads the files of one folder of a commit, and whether symbolic links are among them.
 *
 * @param folder from the root of the repository, with `/`; empty for the root
 * @param timeout milliseconds to wait for an answer
 */
export async function readCommitTree(
  repository: BareRepository,
  commit: string,
  folder: string,
  timeout: number,
): Promise<Tree> {
  const prefix = folder === '' ? '' : `${folder}/`;
  const listing = await repository.run([
    'ls-tree',
    '-r',
    '-z',
    '--full-tree',
    commit,
    ...(prefix === '' ? [] : [prefix]),
  ]);
  const found: { path: string; id: string; kind: 'file' | 'link' }[] = [];
  for (const line of listing.toString('utf8').split('\0')) {
    const [, mode, id, path] = /^(\d+) \w+ ([0-9a-f]{40})\t([\s\S]+)$/.exec(line) ?? [];
    const kind = mode === undefined ? undefined : kindOf(mode);
    if (id !== undefined && path !== undefined && (kind === 'file' || kind === 'link'))
      found.push({ path: path.slice(prefix.length), id, kind });
  }
  const reader = repository.reader(timeout);
  try {
    const entries = await Promise.all(
      found.map(async ({ path, id, kind }): Promise<readonly [string, TreeEntry] | undefined> => {
        if (kind === 'link') return [path, { type: 'link' }];
        const object = await reader.read(id, fileLimit);
        return object.type === 'blob' ? [path, { type: 'file', bytes: object.data, id }] : undefined;
      }),
    );
    return new Map(entries.filter((entry) => entry !== undefined));
  } finally {
    reader.close();
  }
}
