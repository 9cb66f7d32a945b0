import { compareText } from '../value/compare-text.ts';

/** A place between two characters of a text file. Lines and columns start at 1, as editors and GitHub annotations count them. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where a value stands in a file. `file` is the path as the user would type it from the repository root, with `/`. */
export interface SourceRange {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

/** The files Konduct brings along lie in no repository; `konduct blueprint NAME` prints them. */
const builtin = /^builtin\/([a-z-]+)\.yaml$/;

/** Whether a file is one that Konduct brings along, so that no repository has it. */
export function isBuiltin(file: string): boolean {
  return builtin.test(file);
}

/** `file:line` for people; `konduct blueprint service, line 18` for a file that Konduct brings along. */
export function showLine({ file, start }: SourceRange): string {
  const [, name] = builtin.exec(file) ?? [];
  return name === undefined ? `${file}:${start.line}` : `konduct blueprint ${name}, line ${start.line}`;
}

/** `file:line:column`, the form editors and terminals turn into a link; like `showLine` where there is nothing to open. */
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
