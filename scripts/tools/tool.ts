/** What one install can use. */
export interface Workshop {
  /** The checkout: where tools/ with its lock files is. */
  readonly root: string;
  /** An empty folder that is removed afterwards. */
  readonly scratch: string;
  /** Runs a command to its end, saying now and then that it is still at it; rejects with its last output. */
  run(
    command: string,
    args: readonly string[],
    options?: { cwd?: string; env?: Record<string, string> },
  ): Promise<void>;
}

/** A program that tests and checks need and that no npm package brings. */
export interface Tool {
  readonly name: string;
  readonly version: string;
  /** The arguments that make it print its version. */
  readonly versionArgs: readonly string[];
  /** What must be in that output for it to be our version. */
  readonly versionText: string;
  /** What a person needs to have when the install fails. */
  readonly needs: string;
  /** Makes the binary and resolves to its path, which is then moved to the cache. */
  install(workshop: Workshop): Promise<string>;
}
