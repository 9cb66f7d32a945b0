import type { DiagnosticCode } from '../diagnostic/codes.ts';
import type { JsonSchema } from './json-schema.ts';

/** The kinds of mistakes in the shape of a file. */
export type Fault = 'missing-key' | 'empty' | 'unknown-key' | 'type' | 'value';

/** The words and rules for findings about one kind of file. */
export interface Dialect {
  /** The name of the file at the start of a sentence (`The manifest`), and inside of one (`a manifest`). */
  readonly whole: string;
  readonly one: string;
  /** The code of a finding about a value with this schema. */
  code(fault: Fault, schema: JsonSchema): DiagnosticCode;
  /** Whether a message may quote a value with this schema, or an unknown key in it. False where it may be a secret. */
  quotes(schema: JsonSchema): boolean;
  /** The places where a misplaced key belongs: paths with `<name>` for names of the author's choice. */
  readonly elsewhere?: (key: string) => readonly string[];
  /** Whether a number is accepted for text, and a word such as `yes` for a boolean. */
  readonly lenient: boolean;
  /** Whether a finding about an unknown key lists all known keys, beside the most similar one. */
  readonly listsKeys: boolean;
}
