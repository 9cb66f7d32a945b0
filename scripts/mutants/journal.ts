import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What a process that tries mutants has found out, a line each, so that nothing is lost when it has to be ended. */
export type Entry =
  /** A test file is about to be read. */
  | { readonly event: 'file'; readonly test: string }
  /** A test is about to run as it is. */
  | { readonly event: 'test'; readonly test: string }
  | { readonly event: 'try'; readonly id: number; readonly test: string }
  /** `test` noticed the mutants. */
  | { readonly event: 'killed'; readonly ids: readonly number[]; readonly test: string }
  | { readonly event: 'timeout'; readonly id: number; readonly test: string }
  /** Code of the mutants ran: in a test, or while the file was read or prepared. */
  | { readonly event: 'reached'; readonly ids: readonly number[]; readonly test: string; readonly isEarly: boolean }
  /** The test takes too long to be repeated in this turn for the mutants that it reaches, which nothing noticed so far. */
  | { readonly event: 'slow'; readonly ids: readonly number[]; readonly test: string; readonly longest: number }
  /** The test fails on the sources as they are, or when it runs twice; nothing follows from its failures. */
  | { readonly event: 'unfit'; readonly test: string }
  /** Nothing is left to try with the test file in a turn. */
  | { readonly event: 'done'; readonly test: string; readonly longest: number };

/** Appends to the journal of a work folder. */
export function note(folder: string, entry: Entry): void {
  appendFileSync(path.join(folder, 'journal'), `${JSON.stringify(entry)}\n`);
}

/** Everything noted so far. */
export function entries(folder: string): Entry[] {
  const file = path.join(folder, 'journal');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line): Entry => JSON.parse(line));
}
