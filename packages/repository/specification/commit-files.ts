import type { ObjectReader } from '../git/object-reader.ts';
import { authorOf, parseTree, type TreeEntry, treeOf } from '../git/tree.ts';

export type CommitFile =
  | { readonly type: 'file'; readonly bytes: Buffer }
  | { readonly type: 'missing' | 'link' | 'folder' | 'too-large' }
  /** `submodule` is the folder of the submodule. */
  | { readonly type: 'submodule'; readonly submodule: string };

const treeLimit = 16 * 1024 * 1024;

/**
 * The files of one commit. A path is followed name by name through the commit's own folders, so that it cannot lead out
 * of the commit, and none of its parts may be a link.
 */
export class CommitFiles {
  readonly #reader: ObjectReader;
  readonly #root: string;
  readonly #folders = new Map<string, Promise<ReadonlyMap<string, TreeEntry> | undefined>>();

  private constructor(reader: ObjectReader, root: string) {
    this.#reader = reader;
    this.#root = root;
  }

  /** @param name a commit's id, or a ref of our own */
  static async open(
    reader: ObjectReader,
    name: string,
  ): Promise<{ readonly commit: string; readonly author?: string; readonly files: CommitFiles } | undefined> {
    const object = await reader.read(name, treeLimit);
    const root = object.type === 'commit' ? treeOf(object.data) : undefined;
    if (object.type !== 'commit' || root === undefined) return undefined;
    const author = authorOf(object.data);
    const files = new CommitFiles(reader, root);
    return { commit: object.id, files, ...(author === undefined ? {} : { author }) };
  }

  /** @param path from the root of the repository, with `/`, without `.` and `..` */
  async read(path: string, limit: number): Promise<CommitFile> {
    const names = path.split('/');
    const last = names.pop() ?? '';
    let folder = this.#root;
    for (const [index, name] of names.entries()) {
      const entry = (await this.#folder(folder))?.get(name);
      if (entry?.kind === 'link') return { type: 'link' };
      if (entry?.kind === 'submodule') return { type: 'submodule', submodule: names.slice(0, index + 1).join('/') };
      if (entry?.kind !== 'folder') return { type: 'missing' };
      folder = entry.id;
    }
    const entry = (await this.#folder(folder))?.get(last);
    if (!entry) return { type: 'missing' };
    if (entry.kind === 'submodule') return { type: 'submodule', submodule: path };
    if (entry.kind !== 'file') return { type: entry.kind };
    const object = await this.#reader.read(entry.id, limit);
    if (object.type === 'blob') return { type: 'file', bytes: object.data };
    // The fetch left large objects out; the commit names this one, and the repository lacks it.
    return { type: 'too-large' };
  }

  /** The names in a folder. Empty without such a folder, or with a link on the path. */
  async names(path: string): Promise<readonly string[]> {
    let folder = this.#root;
    for (const name of path.split('/').filter(Boolean)) {
      const entry = (await this.#folder(folder))?.get(name);
      if (entry?.kind !== 'folder') return [];
      folder = entry.id;
    }
    return [...((await this.#folder(folder))?.keys() ?? [])];
  }

  #folder(id: string): Promise<ReadonlyMap<string, TreeEntry> | undefined> {
    const known = this.#folders.get(id);
    if (known) return known;
    const read = this.#reader
      .read(id, treeLimit)
      .then((object) => (object.type === 'tree' ? parseTree(object.data) : undefined));
    this.#folders.set(id, read);
    return read;
  }
}
