import { compareText } from '../value/compare-text.ts';

/** A place between two characters of a text file. Lines and columns start at 1, as editors and GitHub annotations count them. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The place of a value in a file. `file` is the path from the repository root, with `/`. */
export interface SourceRange {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

/** The paths of files that come with Konduct. They are in no repository; `konduct blueprint NAME` prints them. */
const builtin = /^builtin\/([a-z-]+)\.yaml$/;

/** Whether a file comes with Konduct and is in no repository. */
export function isBuiltin(file: string): boolean {
  return builtin.test(file);
}

/** `file:line` for people, or `konduct blueprint service, line 18` for a file that comes with Konduct. */
export function showLine({ file, start }: SourceRange): string {
  const [, name] = builtin.exec(file) ?? [];
  return name === undefined ? `${file}:${start.line}` : `konduct blueprint ${name}, line ${start.line}`;
}

/**
 * `file:line:column`, which editors and terminals make a link. For a file that comes with Konduct, the same as
 * `showLine`.
 */
export function showRange(range: SourceRange): string {
  if (isBuiltin(range.file)) return showLine(range);
  return `${range.file}:${range.start.line}:${range.start.column}`;
}

/** Orders ranges by file, line and column, so that reports do not depend on the order of discovery. */
export function compareRanges(a: SourceRange, b: SourceRange): number {
  if (a.file !== b.file) return compareText(a.file, b.file);
  return a.start.line - b.start.line || a.start.column - b.start.column;
}

/** The empty range at the very start of a file, for findings about the file as a whole. */
export function startOf(file: string): SourceRange {
  const start = { line: 1, column: 1 };
  return { file, start, end: start };
}
