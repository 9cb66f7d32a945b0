import type { Position, SourceRange } from './range.ts';
import type { SourceFile } from './source-file.ts';

/** Turns character offsets of one file into lines and columns, and back. */
export class LineIndex {
  readonly #file: SourceFile;
  #lines: Uint32Array | undefined;

  constructor(file: SourceFile) {
    this.#file = file;
  }

  /** The offsets at which lines start. They are computed at the first use: for most files, no place is ever needed. */
  get #starts(): Uint32Array {
    this.#lines ??= lineStarts(this.#file.text);
    return this.#lines;
  }

  positionAt(offset: number): Position {
    const inside = Math.max(0, Math.min(offset, this.#file.text.length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= inside) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: inside - (this.#starts[low] ?? 0) + 1 };
  }

  offsetAt(position: Position): number {
    const start = this.#starts[position.line - 1] ?? this.#file.text.length;
    return Math.min(start + position.column - 1, this.#file.text.length);
  }

  rangeBetween(start: number, end: number): SourceRange {
    return { file: this.#file.path, start: this.positionAt(start), end: this.positionAt(Math.max(start, end)) };
  }
}

function lineStarts(text: string): Uint32Array {
  let count = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  const starts = new Uint32Array(count);
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    starts[line] = at + 1;
    line += 1;
  }
  return starts;
}

const indexes = new WeakMap<SourceFile, LineIndex>();

/** The line index of a file, made once. */
export function lineIndexOf(file: SourceFile): LineIndex {
  const known = indexes.get(file);
  if (known) return known;
  const index = new LineIndex(file);
  indexes.set(file, index);
  return index;
}
