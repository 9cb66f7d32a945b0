/** A text file as a value: the core never opens files. `path` is the path from the repository root. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}
