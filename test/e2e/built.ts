import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';

const dist = path.resolve(import.meta.dirname, '../../dist');

/** What a built program printed, and how it ended. */
export interface Ended {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A built program while it runs. */
export interface Running {
  /** Resolves when it has printed a line like that on standard error, with the text so far; rejects if it ends first. */
  printed(pattern: RegExp): Promise<string>;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<Ended>;
}

/** Whether dist/ was built; says so when it was not. */
export function hasBuilt(what: string): boolean {
  const present = existsSync(path.join(dist, 'cli', 'index.js'));
  if (!present) process.stdout.write(`skipped: ${what}, because dist/ is not built (npm run build)\n`);
  return present;
}

/** Where a program runs and what it finds in its environment. */
interface Place {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Starts what a user's shell or GitHub would start, with nothing of this process's environment but the way to programs. */
export function startBuilt(
  program: 'cli' | 'validate-config' | 'reconcile-konnect',
  args: readonly string[],
  place: Place,
): Running {
  return startProgram(path.join(dist, program, 'index.js'), args, place);
}

/** The same for any program of ours, such as one that was not built. */
export function startProgram(file: string, args: readonly string[], { cwd, environment }: Place): Running {
  const child = spawn(process.execPath, [file, ...args], {
    cwd,
    // What Node keeps of compiled code goes with the temporary checkout.
    env: { PATH: process.env.PATH, XDG_CACHE_HOME: path.join(cwd, '.cache'), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = collect(child);
  const ended = once(child, 'close').then(
    ([exitCode]): Ended => ({ exitCode: exitCode as number | null, stdout: output.stdout, stderr: output.stderr }),
  );
  return {
    ended,
    kill: (signal) => child.kill(signal),
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!pattern.test(output.stderr)) return;
          child.stderr?.off('data', look);
          resolve(output.stderr);
        };
        child.stderr?.on('data', look);
        look();
        ended.then(({ stderr }) => reject(new Error(`it ended without printing ${pattern}:\n${stderr}`)));
      }),
  };
}

function collect(child: ChildProcess): { stdout: string; stderr: string } {
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
  return output;
}
