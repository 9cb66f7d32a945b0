import type { DiagnosticCode } from '../diagnostic/codes.ts';
import type { JsonSchema } from './json-schema.ts';

/** What can be wrong with the shape of a file. */
export type Fault = 'missing-key' | 'empty' | 'unknown-key' | 'type' | 'value';

/** How one kind of file is spoken about. */
export interface Dialect {
  /** The file, at the start of a sentence and inside of one: `The manifest`, `a manifest`. */
  readonly whole: string;
  readonly one: string;
  /** The code of a finding about a value with this schema. */
  code(fault: Fault, schema: JsonSchema): DiagnosticCode;
  /** Whether a value, or a key that nobody knows, may be quoted: it must not be where somebody may have put a secret. */
  quotes(schema: JsonSchema): boolean;
  /** Where else in such a file a key belongs, if it does: paths with `<name>` for names of the author's choice. */
  readonly elsewhere?: (key: string) => readonly string[];
  /** Whether numbers are read as the text they stand for, and words such as `yes` as truth values. */
  readonly lenient: boolean;
  /** Whether a mistyped key is answered with all keys there are, beside the one that was probably meant. */
  readonly listsKeys: boolean;
}
