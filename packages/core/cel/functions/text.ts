import { evaluationError } from '../engine-error.ts';

/** Functions of texts as CEL has them: positions count code points, and letters beyond ASCII have no other case. */

export function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

export function upperAscii(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/** `text` without what Unicode calls white space at both ends. */
export function trim(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isSpace(text, start)) start++;
  while (start < end && isSpace(text, end - 1)) end--;
  return text.slice(start, end);
}

/** White space is one UTF-16 unit each. */
function isSpace(text: string, index: number): boolean {
  return /^\p{White_Space}$/u.test(text.charAt(index));
}

/** The position of the first `search` in `text` that begins at `from` or later; -1 for none. */
export function indexOf(text: string, search: string, from = 0n): bigint {
  return positionOf(text, text.indexOf(search, offsetOf(text, from, 'indexOf')));
}

/** The position of the last `search` in `text` that begins at `from` or before; -1 for none. */
export function lastIndexOf(text: string, search: string, from?: bigint): bigint {
  const offset = from === undefined ? text.length : offsetOf(text, from, 'lastIndexOf');
  return positionOf(text, text.lastIndexOf(search, offset));
}

export function substring(text: string, start: bigint, end?: bigint): string {
  if (end !== undefined && end < start) {
    throw evaluationError('index_out_of_range', `substring() ends at ${end}, before it starts at ${start}`);
  }
  return text.slice(
    offsetOf(text, start, 'substring'),
    end === undefined ? text.length : offsetOf(text, end, 'substring'),
  );
}

/** The parts of `text` between `separator`, or its characters for an empty one; the last of `most` parts is the rest. */
export function split(text: string, separator: string, most = -1n): string[] {
  if (most === 0n) return [];
  const parts = separator === '' ? [...text] : text.split(separator);
  if (most < 0n || BigInt(parts.length) <= most) return parts;
  const kept = Number(most) - 1;
  return [...parts.slice(0, kept), parts.slice(kept).join(separator)];
}

/** `text` with the first `most` occurrences of `search` replaced, all if it is negative. An empty one is at each position. */
export function replace(text: string, search: string, replacement: string, most = -1n): string {
  const [first = '', ...parts] = search === '' ? ['', ...text, ''] : text.split(search);
  const replaced = most < 0n ? parts.length : Number(most);
  return first + parts.map((part, index) => (index < replaced ? replacement : search) + part).join('');
}

/** The place of a position in JavaScript's count. Throws for one that is not within `text` or right behind it. */
function offsetOf(text: string, position: bigint, name: string): number {
  let offset = 0;
  let left = position;
  for (const character of text) {
    if (left <= 0n) break;
    offset += character.length;
    left--;
  }
  if (left === 0n) return offset;
  throw evaluationError('index_out_of_range', `${name}() position ${position} is not within the text`);
}

function positionOf(text: string, offset: number): bigint {
  return offset < 0 ? -1n : BigInt([...text.slice(0, offset)].length);
}
