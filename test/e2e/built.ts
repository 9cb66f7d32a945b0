import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';

const dist = path.resolve(import.meta.dirname, '../../dist');

/** The output and the exit of a built program. */
export interface Ended {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A built program while it runs. */
export interface Running {
  /** Resolves with the text so far when a matching line is on standard error. Rejects if the program ends before. */
  printed(pattern: RegExp): Promise<string>;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<Ended>;
}

/** Whether dist/ was built. Prints a line if it was not. */
export function hasBuilt(what: string): boolean {
  const present = existsSync(path.join(dist, 'cli', 'index.js'));
  if (!present) process.stdout.write(`skipped: ${what}, because dist/ is not built (npm run build)\n`);
  return present;
}

/** The working directory and the environment of a program. */
interface Place {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Starts a built program as a shell or GitHub would, with nothing from this process's environment but the PATH. */
export function startBuilt(
  program: 'cli' | 'validate-config' | 'reconcile-konnect',
  args: readonly string[],
  place: Place,
): Running {
  return startProgram(path.join(dist, program, 'index.js'), args, place);
}

/** Starts any program of ours in the same way. */
export function startProgram(file: string, args: readonly string[], { cwd, environment }: Place): Running {
  const child = spawn(process.execPath, [file, ...args], {
    cwd,
    // Node's compile cache is in the temporary checkout and removed with it.
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
