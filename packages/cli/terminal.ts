import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';
import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';
import { Mask } from '@konduct/core/value/mask';

/** An output stream, and its abilities. */
export interface Output {
  readonly write: (text: string) => void;
  /** Whether text may carry colours. */
  readonly color: boolean;
  /** The width of a line that is overwritten; undefined where lines only follow each other. */
  readonly width: number | undefined;
}

/** The surroundings of the command line. */
export interface Terminal {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly environment: EnvironmentVariables;
  readonly workingDirectory: string;
  /** Masks a secret in all later output. */
  readonly maskSecret: (value: string) => void;
  /**
   * Asks the person at the terminal. The answer is empty at the end of the input. Undefined if the input is not a
   * terminal.
   */
  readonly ask?: (question: string) => Promise<string>;
}

interface Stream extends Pick<Writable, 'write' | 'on'> {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/**
 * The output for a stream. Of NO_COLOR and FORCE_COLOR (https://no-color.org, https://force-color.org) the first one
 * that is set decides about colours, else whether the stream is a terminal.
 */
export function outputOf(stream: Stream, environment: Terminal['environment'], mask = new Mask()): Output {
  const { NO_COLOR: no, FORCE_COLOR: force } = environment;
  const isTerminal = stream.isTTY === true && environment.TERM !== 'dumb';
  // The reader may close the stream (`konduct plan | head`). That is no error, and an apply goes on.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    write: (text) => {
      stream.write(mask.clean(text));
    },
    color: no ? false : force ? force !== '0' : isTerminal,
    width: isTerminal ? (stream.columns ?? 80) : undefined,
  };
}

async function askPerson(question: string): Promise<string> {
  process.stderr.write(question);
  // The terminal itself edits the line, so that the end of input and Ctrl-C work as usual.
  const lines = createInterface({ input: process.stdin, terminal: false });
  try {
    const answer = once(lines, 'line').then(([line]) => String(line));
    const ended = once(lines, 'close').then(() => '');
    return await Promise.race([answer, ended]);
  } finally {
    lines.close();
    process.stdin.pause();
  }
}

export function processTerminal(): Terminal {
  const environment = process.env;
  const mask = new Mask();
  return {
    stdout: outputOf(process.stdout, environment, mask),
    stderr: outputOf(process.stderr, environment, mask),
    maskSecret: (value) => mask.add(value),
    environment,
    workingDirectory: process.cwd(),
    ...(process.stdin.isTTY && process.stdout.isTTY ? { ask: askPerson } : {}),
  };
}
