import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { setMaxListeners } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import pLimit, { type LimitFunction } from 'p-limit';
import { endWithUs, killGroup } from './leftover.ts';
import type { Command, ProcessEnd, ProcessResult, ProcessRunner } from './runner.ts';

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

const windows = process.platform === 'win32';

/** Told what a program is when it starts. @returns what is called when it has ended */
export type OnStart = (what: string) => () => void;

/** Runs programs of this machine, with a limit on the number of processes. */
export class SpawnRunner implements ProcessRunner {
  readonly #turn: LimitFunction;
  readonly #onStart: OnStart | undefined;

  /**
   * @param concurrency the most processes at once
   * @param onStart told of every program when its turn has come, so that the time until it ends is its own
   */
  constructor(concurrency: number, onStart?: OnStart) {
    this.#turn = pLimit(concurrency);
    this.#onStart = onStart;
  }

  run(command: Command): Promise<ProcessResult> {
    return this.#turn(async () => {
      const done = this.#onStart?.(titleOf(command));
      try {
        return await execute(command);
      } finally {
        done?.();
      }
    });
  }
}

/** The words of a subcommand. Options and files are none: they have paths of scratch folders, and names from files. */
const subcommand = /^(?:[a-z][a-z0-9-]*|--version)$/;

/** What people call a program that runs: its name and subcommand, as in `deck file merge`. */
function titleOf({ program, args }: Command): string {
  const end = args.findIndex((arg) => !subcommand.test(arg));
  return [path.basename(program), ...args.slice(0, end === -1 ? args.length : end)].join(' ');
}

function execute(command: Command): Promise<ProcessResult> {
  if (command.signal?.aborted) return Promise.resolve({ end: 'stopped', code: undefined, stdout: '', stderr: '' });
  return new Promise((resolve) => {
    const child: Child = spawn(command.program, command.args, {
      env: { ...command.environment },
      ...(command.directory === undefined ? {} : { cwd: command.directory }),
      stdio: ['pipe', 'pipe', 'pipe'],
      shell: false,
      windowsHide: true,
      // A process group of its own, so that child processes end with it.
      detached: !windows,
    });
    endWithUs(child);
    const output = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    let size = 0;
    let end: ProcessEnd = 'exited';
    const stop = (reason: ProcessEnd) => {
      if (end === 'exited') end = reason;
      killGroup(child);
    };
    const timer = setTimeout(() => stop('time-limit'), command.timeLimit);
    const interrupt = () => stop('stopped');
    // Every process at a time adds a listener.
    if (command.signal) setMaxListeners(0, command.signal);
    command.signal?.addEventListener('abort', interrupt, { once: true });
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > command.outputLimit) stop('output-limit');
        else output[name].push(chunk);
      });
    }
    if (command.onLine) tellLines(child.stderr, command.onLine);
    const finish = (code: number | undefined) => {
      clearTimeout(timer);
      command.signal?.removeEventListener('abort', interrupt);
      const text = (chunks: readonly Buffer[]) => Buffer.concat(chunks).toString('utf8');
      resolve({ end, code, stdout: text(output.stdout), stderr: text(output.stderr) });
    };
    child.once('error', () => {
      if (child.pid === undefined) end = 'not-started';
      finish(undefined);
    });
    child.once('close', (code) => finish(end === 'exited' ? (code ?? undefined) : undefined));
    // The exit code decides about a program that ends without reading its input.
    child.stdin.on('error', () => {});
    child.stdin.end(command.input ?? '');
  });
}

function tellLines(stream: Readable, tell: (line: string) => void): void {
  const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  lines.on('line', tell);
}
