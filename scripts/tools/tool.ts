/** The means of one install. */
export interface Workshop {
  /** The checkout, with the lock files in tools/. */
  readonly root: string;
  /** An empty folder that is removed afterwards. */
  readonly scratch: string;
  /** Runs a command to its end and reports now and then that it is still running. Rejects with its last output. */
  run(
    command: string,
    args: readonly string[],
    options?: { cwd?: string; env?: Record<string, string> },
  ): Promise<void>;
}

/** A program that tests and checks need and that is in no npm package. */
export interface Tool {
  readonly name: string;
  readonly version: string;
  /** The arguments with which it prints its version. */
  readonly versionArgs: readonly string[];
  /** The text in that output that shows the wanted version. */
  readonly versionText: string;
  /** The programs that a person needs for the install. */
  readonly needs: string;
  /** Makes the binary. Resolves to its path, from which it is moved to the cache. */
  install(workshop: Workshop): Promise<string>;
}
