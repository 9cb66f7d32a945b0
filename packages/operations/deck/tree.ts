import { lstatSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '@konduct/core/diagnostic/user-error';
import { startOf } from '@konduct/core/source/range';
import type { FileTree, TreeFile } from '@konduct/deck/render/files';
import { showPath, TextFiles } from '../text-file.ts';
import { writeInPlace } from '../write-in-place.ts';

/** The platform directory on disk, for rendering. Files outside of it are not read, and no link is followed. */
export class DirectoryTree implements FileTree {
  readonly #directory: string;
  readonly #workspace: string;
  readonly #files: TextFiles;

  /** Both paths are absolute. */
  constructor(directory: string, workspace: string) {
    this.#directory = directory;
    this.#workspace = workspace;
    this.#files = new TextFiles(directory, workspace);
  }

  read(relative: string, limit: number): TreeFile {
    return this.#files.read(relative, limit);
  }

  names(folder: string): readonly string[] {
    if (this.#files.directory(folder) !== 'directory') return [];
    return readdirSync(path.resolve(this.#directory, folder)).sort();
  }

  show(relative: string): string {
    return showPath(path.resolve(this.#directory, relative), this.#workspace);
  }

  /**
   * Writes those files that differ, each whole or not at all.
   *
   * @returns the paths of the written files
   * @throws UserError where a path leads out of the directory or through a link
   */
  write(files: ReadonlyMap<string, string>): string[] {
    const written: string[] = [];
    for (const [relative, text] of files) {
      const current = this.#files.read(relative, Number.MAX_SAFE_INTEGER);
      if (current.type === 'refused') throw new UserError([current.diagnostic]);
      if (current.type === 'file' && current.file.text === text) continue;
      const absolute = path.resolve(this.#directory, relative);
      this.#makeFolder(path.dirname(absolute));
      writeInPlace(absolute, showPath(absolute, this.#workspace), text);
      written.push(relative);
    }
    return written;
  }

  #makeFolder(folder: string): void {
    const relative = path.relative(this.#directory, folder);
    let at = this.#directory;
    for (const part of relative.split(path.sep).filter(Boolean)) {
      at = path.join(at, part);
      const stats = lstatSync(at, { throwIfNoEntry: false });
      if (!stats) mkdirSync(at);
      else if (!stats.isDirectory()) {
        const shown = showPath(at, this.#workspace);
        const message = `${shown} is not a folder`;
        throw new UserError([
          { severity: 'error', code: 'file-symlink', message, fix: 'Put a real folder there.', at: startOf(shown) },
        ]);
      }
    }
  }
}
