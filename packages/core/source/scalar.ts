import { lineIndexOf } from './line-index.ts';
import type { Position, SourceRange } from './range.ts';
import type { SourceFile } from './source-file.ts';

/**
 * The place of a character of a string scalar, given the scalar's range, for findings inside an expression. A place
 * inside a folded line break is the start of the break. Never outside of `range`.
 */
export function positionIn(file: SourceFile, range: SourceRange, value: string, offset: number): Position {
  const index = lineIndexOf(file);
  const start = index.offsetAt(range.start);
  const source = file.text.slice(start, index.offsetAt(range.end));
  let done = 0;
  let at = 0;
  for (const unit of unitsOf(source, value)) {
    if (done + unit.value > offset) break;
    done += unit.value;
    at += unit.source;
  }
  return index.positionAt(start + Math.min(at, source.length));
}

/**
 * A piece of a scalar: the number of its characters in the value, and in the file. An escape has 1 and 2, an
 * indentation 0 and 4.
 */
interface Unit {
  readonly value: number;
  readonly source: number;
}

function unitsOf(source: string, value: string): Iterable<Unit> {
  switch (source[0]) {
    case '"':
    case "'":
      return quotedUnits(source, source[0]);
    case '|':
    case '>':
      return blockUnits(source, value);
    case '*':
      // An alias: its value is written elsewhere, so the place of the alias itself is used.
      return [];
    default:
      return lineUnits(source, 0, '');
  }
}

function* quotedUnits(source: string, quote: '"' | "'"): Generator<Unit> {
  // The opening quote is a piece of its own, so that an empty value has the place behind it.
  yield { value: 0, source: 1 };
  yield* lineUnits(source, 1, quote);
}

function* lineUnits(source: string, start: number, quote: '"' | "'" | ''): Generator<Unit> {
  for (let at = start; at < source.length; ) {
    const unit = foldAt(source, at) ?? (quote === '"' && source[at] === '\\' ? escapeAt(source, at) : undefined);
    const next = unit ?? { value: 1, source: quote === "'" && source[at] === "'" ? 2 : 1 };
    yield next;
    at += next.source;
  }
}

const fold = /[ \t]*\r?\n[ \t\r\n]*/y;

/**
 * Reads a line break at an offset: it is a space in the value; with empty lines behind it, it is one line break for
 * each of them.
 */
function foldAt(source: string, at: number): Unit | undefined {
  fold.lastIndex = at;
  const match = fold.exec(source)?.[0];
  return match === undefined ? undefined : { value: Math.max(1, match.split('\n').length - 2), source: match.length };
}

const escapeLengths: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 };

function escapeAt(source: string, at: number): Unit {
  const kind = source[at + 1] ?? '';
  const joined = /^\\\r?\n[ \t]*/.exec(source.slice(at, at + 1000))?.[0];
  if (joined !== undefined) return { value: 0, source: joined.length };
  const length = escapeLengths[kind] ?? 2;
  const surrogates = kind === 'U' && Number.parseInt(source.slice(at + 2, at + length), 16) > 0xffff;
  return { value: surrogates ? 2 : 1, source: length };
}

function* blockUnits(source: string, value: string): Generator<Unit> {
  const header = /^[^\n]*\n?/.exec(source)?.[0].length ?? 0;
  yield { value: 0, source: header };
  const content = header + blankLines(source.slice(header));
  const indent = Math.max(0, spaces(source, content) - spaces(value, blankLines(value)));
  for (let at = header; at < source.length; ) {
    const indentation = Math.min(indent, spaces(source, at));
    yield { value: 0, source: indentation };
    at += indentation;
    while (at < source.length && source[at] !== '\n') {
      const end = source[at] === '\r' && source[at + 1] === '\n';
      yield { value: end ? 0 : 1, source: 1 };
      at += 1;
    }
    const lineBreak = source[0] === '>' && at >= content ? foldedBreak(source, at, indent) : { value: 1, source: 1 };
    yield lineBreak;
    at += lineBreak.source;
  }
}

/** The length of the lines at the start of a text that have only spaces. */
function blankLines(text: string): number {
  return /^(?: *\r?\n)*/.exec(text)?.[0].length ?? 0;
}

function spaces(text: string, at: number): number {
  let end = at;
  while (text[end] === ' ') end += 1;
  return end - at;
}

/**
 * Reads a line break in a folded block: a space between two lines of the same depth; next to a deeper line the break
 * stays.
 */
function foldedBreak(source: string, at: number, indent: number): Unit {
  const breaks = new RegExp(`^\\n(?: {0,${indent}}\\r?\\n)*`).exec(source.slice(at))?.[0] ?? '\n';
  const count = breaks.split('\n').length - 1;
  const line = source.lastIndexOf('\n', at - 1) + 1;
  const deeper = [line + indent, at + breaks.length + indent].some((start) => /[ \t]/.test(source[start] ?? ''));
  return { value: deeper ? count : Math.max(1, count - 1), source: breaks.length };
}
