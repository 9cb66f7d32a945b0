/** One small change of a source file. */
export interface Mutant {
  /** Unique in a run, from 1; 0 stands for the sources as they are. */
  readonly id: number;
  readonly room: string;
  /** From the repository's root. */
  readonly file: string;
  readonly line: number;
  /** What is replaced, as offsets of the file's text. */
  readonly start: number;
  readonly end: number;
  /** What stands there instead: an expression, or `undefined` for a statement that is left out. */
  readonly text: string | undefined;
  /** What was done, for the reader of a report. */
  readonly change: string;
}

/** A mutant before it is numbered and given its room. */
export type Change = Omit<Mutant, 'id' | 'room' | 'file'>;
