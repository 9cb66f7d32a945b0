import type { SourceRange } from '../source/range.ts';
import type { SourceFile } from '../source/source-file.ts';
import { isRecord } from '../value/record.ts';
import { printJson } from './print-json.ts';

/** The files that Konduct writes for itself to read, by the end of their `$schema`. */
const written = {
  'plan-file.schema.json': { name: 'a plan file', use: 'Carry it out with `konduct apply --plan-file`' },
  'snapshot.schema.json': { name: 'a snapshot', use: 'Plan against it with `konduct plan --snapshot`' },
} as const;

/** What a file that Konduct wrote is, and what it is for. */
export type WrittenFile = (typeof written)[keyof typeof written];

const byteOrderMark = '\uFEFF';

/** The value of a JSON text, with or without a byte order mark before it; undefined for any other text. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text.startsWith(byteOrderMark) ? text.slice(byteOrderMark.length) : text);
  } catch {
    return undefined;
  }
}

/** The file that a JSON value says it is by its `$schema`, unless it is what is expected. */
export function otherFile(value: unknown, expected: keyof typeof written): WrittenFile | undefined {
  if (!isRecord(value) || typeof value.$schema !== 'string') return undefined;
  const schema = value.$schema;
  const found = Object.entries(written).find(([end]) => end !== expected && schema.endsWith(`/${end}`));
  return found?.[1];
}

/** Where a text is not as Konduct writes its value, as an offset in characters, and the cause in words. */
export interface Deviation {
  readonly offset: number;
  readonly cause: string;
}

/** The first deviation of a text from what Konduct writes for its value; undefined where each character is the same. */
export function deviationOf(text: string, value: unknown): Deviation | undefined {
  const again = writtenAgain(value);
  if (again === undefined) return { offset: 0, cause: 'A value in it is nested too deeply' };
  if (again === text) return undefined;
  if (text.startsWith(byteOrderMark))
    return { offset: 0, cause: 'It begins with a byte order mark, which some editors add' };
  return {
    offset: offsetOfDifference(again, text),
    cause: 'White space or spelling is not as Konduct writes it here',
  };
}

/** A value as Konduct writes it, or undefined where the stack does not hold its depth. */
function writtenAgain(value: unknown): string | undefined {
  try {
    return `${printJson(value)}\n`;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The offset of the first character that differs. */
export function offsetOfDifference(a: string, b: string): number {
  let offset = 0;
  while (offset < a.length && a[offset] === b[offset]) offset += 1;
  return offset;
}

/** The place of an offset in a file, in characters. */
export function placeAt({ path, text }: SourceFile, offset: number): SourceRange {
  const before = text.slice(0, offset).split('\n');
  const start = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  return { file: path, start, end: start };
}
