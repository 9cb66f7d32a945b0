import { lstatSync, readFileSync, type Stats } from 'node:fs';
import path from 'node:path';
import type { DiagnosticCode } from '@konduct/core/diagnostic/codes';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';

/**
 * Larger files are refused before they are read. Bytes. A staged specification may have what staging can be told to take at
 * most.
 */
export const sizeLimits = {
  manifest: 5 * 1024 * 1024,
  specification: 32 * 1024 * 1024,
  planFile: 64 * 1024 * 1024,
  snapshot: 256 * 1024 * 1024,
} as const;

/**
 * How a text is read. A byte order mark before it says nothing to readers of YAML and is left out, unless it is `kept` for
 * a file of which each byte counts.
 */
export interface Decoding {
  readonly byteOrderMark?: 'kept';
}

export type TextFileResult =
  | { readonly type: 'file'; readonly file: SourceFile }
  | { readonly type: 'missing' }
  | { readonly type: 'refused'; readonly diagnostic: Diagnostic };

/** The kind of entry at the path of a directory. */
export type DirectoryState = 'directory' | 'link' | 'missing' | 'other';

/**
 * Reads files below one directory and nothing outside of it: a path must not lead out, and no part of it may be a
 * symbolic link, because a pull request can contain a link to any file of the machine.
 */
export class TextFiles {
  readonly #root: string;
  readonly #workspace: string;
  readonly #onRead: ((file: SourceFile) => void) | undefined;
  readonly #directories = new Map<string, DirectoryState>();

  /**
   * Both are absolute. Places in diagnostics are relative to `workspace`.
   *
   * @param onRead called with each file that was read, each time
   */
  constructor(root: string, workspace: string, onRead?: (file: SourceFile) => void) {
    this.#root = root;
    this.#workspace = workspace;
    this.#onRead = onRead;
  }

  /** @param relative below the root, with `/` */
  read(relative: string, limit: number, decoding: Decoding = {}): TextFileResult {
    const absolute = path.resolve(this.#root, relative);
    const shown = showPath(absolute, this.#workspace);
    if (relative.includes('\0') || !isInside(absolute, this.#root)) {
      return refused(
        'file-outside',
        `The path ${JSON.stringify(relative)} leads out of ${showPath(this.#root, this.#workspace)}`,
        'Name a file inside it.',
        shown,
      );
    }
    try {
      const result = this.#readInside(absolute, shown, limit, decoding);
      if (result.type === 'file') this.#onRead?.(result.file);
      return result;
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? String(error);
      // No file can have such a long name; the manifest that names it gets the finding about a missing file.
      if (reason === 'ENAMETOOLONG') return { type: 'missing' };
      return refused(
        'file-unreadable',
        `${shown} cannot be read: ${reason}`,
        'Check its name and its permissions.',
        shown,
      );
    }
  }

  /** @param relative below the root, with `/`, or `.` for the root itself */
  directory(relative: string): DirectoryState {
    try {
      return this.#directory(path.resolve(this.#root, relative));
    } catch {
      return 'other';
    }
  }

  #readInside(absolute: string, shown: string, limit: number, decoding: Decoding): TextFileResult {
    const parent = this.#directory(path.dirname(absolute));
    if (parent === 'missing') return { type: 'missing' };
    if (parent === 'other')
      return refused('file-unreadable', `${shown} is below something that is no folder`, 'Put a folder there.', shown);
    if (parent === 'link')
      return refused(
        'file-symlink',
        `A folder on the way to ${shown} is a symbolic link`,
        'Put the real folder there.',
        shown,
      );
    const stats = statsOf(absolute);
    if (!stats) return { type: 'missing' };
    if (stats.isSymbolicLink())
      return refused('file-symlink', `${shown} is a symbolic link`, 'Put the real file there.', shown);
    if (!stats.isFile()) return refused('file-unreadable', `${shown} is not a file`, 'Put a file there.', shown);
    return readText(absolute, shown, { size: stats.size, limit }, decoding);
  }

  /** Whether a directory and all directories above it, up to the root, are no links. */
  #directory(absolute: string): DirectoryState {
    const known = this.#directories.get(absolute);
    if (known) return known;
    let found: DirectoryState;
    const above = absolute === this.#root ? 'directory' : this.#directory(path.dirname(absolute));
    if (above !== 'directory') found = above;
    else {
      const stats = statsOf(absolute);
      found = !stats ? 'missing' : stats.isSymbolicLink() ? 'link' : stats.isDirectory() ? 'directory' : 'other';
    }
    this.#directories.set(absolute, found);
    return found;
  }
}

function readText(
  absolute: string,
  shown: string,
  { size, limit }: { readonly size: number; readonly limit: number },
  { byteOrderMark }: Decoding,
): TextFileResult {
  if (size > limit) {
    const message = `${shown} has ${megabytes(size, Math.ceil)}, more than the ${megabytes(limit, Math.floor)} allowed`;
    return refused('file-too-large', message, 'Make it smaller, or split it.', shown);
  }
  const bytes = readFileSync(absolute);
  try {
    // What the standard calls ignoring the mark is leaving it in the text.
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: byteOrderMark === 'kept' });
    return { type: 'file', file: { path: shown, text: decoder.decode(bytes) } };
  } catch {
    return refused('file-encoding', `${shown} is not UTF-8`, 'Save it as UTF-8.', shown);
  }
}

/**
 * A reader for a file or directory that a user names. If it lies in the workspace, the reader starts there, so that no
 * part of the path may be a link; otherwise it starts in the directory of the file.
 */
export function textFilesAround(absolute: string, workspace: string): { files: TextFiles; relative: string } {
  if (absolute === workspace || isInside(absolute, workspace))
    return { files: new TextFiles(workspace, workspace), relative: path.relative(workspace, absolute) };
  return { files: new TextFiles(path.dirname(absolute), workspace), relative: path.basename(absolute) };
}

/** A path relative to the workspace with `/` if it is inside, else unchanged. */
export function showPath(absolute: string, workspace: string): string {
  const relative = path.relative(workspace, absolute);
  const shown = relative.startsWith('..') || path.isAbsolute(relative) ? absolute : relative;
  return shown.split(path.sep).join('/') || '.';
}

/** Whether a path is below a directory. Both are absolute. */
export function isInside(absolute: string, root: string): boolean {
  return absolute.startsWith(root.endsWith(path.sep) ? root : root + path.sep);
}

function statsOf(absolute: string): Stats | undefined {
  return lstatSync(absolute, { throwIfNoEntry: false });
}

function refused(code: DiagnosticCode, message: string, fix: string, shown: string): TextFileResult {
  return { type: 'refused', diagnostic: finding(code, message, startOf(shown), { fix }) };
}

/** Two digits after the point, so that a size just above a limit is not rounded to the limit. */
function megabytes(bytes: number, round: (hundredths: number) => number): string {
  return `${round((bytes / 1024 / 1024) * 100) / 100} MB`;
}
