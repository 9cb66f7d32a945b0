/** A program to run. Arguments are a list, never a command line: no shell can interpret a name from a file. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** The program's standard input; empty by default. */
  readonly input?: string;
  /** The whole environment of the program. */
  readonly environment: Readonly<Record<string, string>>;
  readonly directory?: string;
  /** Milliseconds. */
  readonly timeLimit: number;
  /** The most bytes of output. */
  readonly outputLimit: number;
  /** Told each line of what it prints on standard error, as soon as it is whole. */
  readonly onLine?: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** The end of a program: by itself with an exit code, or because it could not start or was stopped. */
export type ProcessEnd = 'exited' | 'not-started' | 'time-limit' | 'output-limit' | 'stopped';

export interface ProcessResult {
  readonly end: ProcessEnd;
  /** Defined for a program that ended by itself. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs programs. Never rejects: a failure is a result. */
export interface ProcessRunner {
  run(command: Command): Promise<ProcessResult>;
}
