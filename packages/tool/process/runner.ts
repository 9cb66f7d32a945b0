/** A program to run: arguments as a list, never a command line, so that no shell ever reads a name from a file. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** Given to the program's standard input; nothing when left out. */
  readonly input?: string;
  /** The whole environment of the program. */
  readonly environment: Readonly<Record<string, string>>;
  readonly directory?: string;
  /** Milliseconds. */
  readonly timeLimit: number;
  /** The most a program may print, in bytes. */
  readonly outputLimit: number;
  /** Told each line of what it prints on standard error, as soon as it is whole. */
  readonly onLine?: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** How a program ended: by itself with an exit code, or because it could not start or was stopped. */
export type ProcessEnd = 'exited' | 'not-started' | 'time-limit' | 'output-limit' | 'stopped';

export interface ProcessResult {
  readonly end: ProcessEnd;
  /** Of a program that ended by itself. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs programs. Never rejects: what went wrong is a result. */
export interface ProcessRunner {
  run(command: Command): Promise<ProcessResult>;
}
