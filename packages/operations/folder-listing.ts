import { type Dirent, readdirSync } from 'node:fs';
import path from 'node:path';
import { compareText } from '@konduct/core/value/compare-text';

/**
 * The entries of the folders below a directory. Each folder is read once. Links are not followed, and names that begin
 * with a dot are left out: they belong to other programs.
 */
export class FolderListing {
  readonly #directory: string;
  readonly #known = new Map<string, readonly Dirent[]>();

  /** @param directory an absolute path */
  constructor(directory: string) {
    this.#directory = directory;
  }

  /**
   * The entries of a folder by name.
   *
   * @param folder relative to the directory, with `/`; empty for the directory itself
   */
  entries(folder: string): readonly Dirent[] {
    const known = this.#known.get(folder);
    if (known) return known;
    const found = readdirSync(path.join(this.#directory, folder), { withFileTypes: true })
      .filter(({ name }) => !name.startsWith('.'))
      .sort((a, b) => compareText(a.name, b.name));
    this.#known.set(folder, found);
    return found;
  }

  /** The paths of all files in a folder and below, relative to the directory. */
  files(folder = ''): string[] {
    return this.entries(folder).flatMap((entry) => {
      const relative = inFolder(folder, entry.name);
      if (entry.isDirectory()) return this.files(relative);
      return entry.isFile() ? [relative] : [];
    });
  }
}

/** The path of something in a folder, whose own path is empty for the directory itself. */
export function inFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
