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

/** `file:line:column`, the form editors and terminals turn into a link. */
export function showRange(range: SourceRange): string {
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
