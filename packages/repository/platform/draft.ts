import { compareText } from '@konduct/core/value/compare-text';
import { sha256 } from '@konduct/core/value/digest';
import { blobId, type Tree, type TreeEntry } from './tree.ts';

/** The desired state of a platform directory: the files of the base, with changes on top. Nothing is written. */
export class Draft {
  readonly base: Tree;
  readonly #changes = new Map<string, TreeEntry | undefined>();

  constructor(base: Tree) {
    this.base = base;
  }

  get(path: string): TreeEntry | undefined {
    return this.#changes.has(path) ? this.#changes.get(path) : this.base.get(path);
  }

  write(path: string, content: Uint8Array | string): void {
    const bytes = Buffer.from(content);
    this.#set(path, { type: 'file', bytes, id: blobId(bytes) });
  }

  remove(path: string): void {
    this.#set(path, undefined);
  }

  /** The differences from the base by path, sorted; undefined for a removed file. */
  get changes(): ReadonlyMap<string, TreeEntry | undefined> {
    return new Map([...this.#changes].sort(([a], [b]) => compareText(a, b)));
  }

  /** All files of the desired state. */
  get tree(): Tree {
    const tree = new Map(this.base);
    for (const [path, entry] of this.#changes) {
      if (entry) tree.set(path, entry);
      else tree.delete(path);
    }
    return tree;
  }

  /** A digest of the changes. It does not depend on the other files of the base. */
  get digest(): string {
    const lines = [...this.changes].map(
      ([path, entry]) => `${entry?.type === 'file' ? entry.id : 'removed'} ${path}\0`,
    );
    return sha256(lines.join(''));
  }

  #set(path: string, entry: TreeEntry | undefined): void {
    const before = this.base.get(path);
    if (sameEntry(before, entry)) this.#changes.delete(path);
    else this.#changes.set(path, entry);
  }
}

function sameEntry(a: TreeEntry | undefined, b: TreeEntry | undefined): boolean {
  if (a?.type !== 'file' || b?.type !== 'file') return a?.type === b?.type;
  return a.id === b.id;
}
