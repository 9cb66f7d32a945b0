import path from 'node:path';
import { type FileTree, limits, type TreeFile } from '@konduct/deck/render/files';

/**
 * A tree with other files in place of its own, or in addition to them: the directory as it will be once they are
 * written.
 */
export class OverlayTree implements FileTree {
  readonly #below: FileTree;
  readonly #files: ReadonlyMap<string, string>;

  constructor(below: FileTree, files: ReadonlyMap<string, string>) {
    this.#below = below;
    this.#files = files;
  }

  read(relative: string, limit: number): TreeFile {
    const text = this.#files.get(relative);
    if (text === undefined) return this.#below.read(relative, limit);
    return { type: 'file', file: { path: this.show(relative), text } };
  }

  names(folder: string): readonly string[] {
    const own = [...this.#files.keys()].filter((file) => path.posix.dirname(file) === folder);
    return [...new Set([...this.#below.names(folder), ...own.map((file) => path.posix.basename(file))])].sort();
  }

  show(relative: string): string {
    return this.#below.show(relative);
  }

  /** The paths of the files that differ from the tree below. */
  changed(): string[] {
    return [...this.#files].flatMap(([relative, text]) => {
      const current = this.#below.read(relative, limits.deck);
      return current.type === 'file' && current.file.text === text ? [] : [relative];
    });
  }
}
