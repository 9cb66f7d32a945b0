/** A text file as a value: the core never opens one itself. `path` is as the user would type it from the repository root. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}
