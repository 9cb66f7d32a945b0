import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';
import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';
import { Mask } from './mask.ts';

/** A stream people or programs read, and what it can show. */
export interface Output {
  readonly write: (text: string) => void;
  /** Whether text may carry colours. */
  readonly color: boolean;
  /** The width of a line that is written over again and again; undefined where lines only ever follow each other. */
  readonly width: number | undefined;
}

/** Where the command line runs. */
export interface Terminal {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly environment: EnvironmentVariables;
  readonly workingDirectory: string;
  /** From now on nothing is written with this secret in it. */
  readonly maskSecret: (value: string) => void;
  /** Asks a person who sits there and returns the answer, empty at the end of the input. Undefined where nobody does. */
  readonly ask?: (question: string) => Promise<string>;
}

interface Stream extends Pick<Writable, 'write' | 'on'> {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** https://no-color.org and https://force-color.org: the first one set wins, else it depends on who is listening. */
export function outputOf(stream: Stream, environment: Terminal['environment'], mask = new Mask()): Output {
  const { NO_COLOR: no, FORCE_COLOR: force } = environment;
  const isTerminal = stream.isTTY === true && environment.TERM !== 'dumb';
  // Whoever reads may stop reading (`konduct plan | head`); that is no error, and what is being applied goes on.
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
  // The terminal itself edits the line, so that the end of the input and Ctrl-C mean what they mean anywhere.
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
