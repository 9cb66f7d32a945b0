import path from 'node:path';
import { type Running, startProgram } from '../../test/e2e/built.ts';
import type { Disturbance } from './disturbance.ts';
import type { RunEnd } from './row.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** The command line from its sources. */
export const commandLine = path.join(root, 'packages/cli/main.ts');

/** Node.js's compile cache, which halves the time of a start. */
const compiled = path.join(root, 'node_modules', '.cache', 'konduct-bench');

/** Runs a program, to which a disturbance can send signals, to its end. */
export async function runProgram(
  file: string,
  args: readonly string[],
  place: { readonly cwd: string; readonly environment: Readonly<Record<string, string>> },
  disturbance: Disturbance,
): Promise<RunEnd> {
  const environment = { NODE_COMPILE_CACHE: compiled, ...place.environment };
  const running: Running = startProgram(file, args, { ...place, environment });
  disturbance.reachBy((signal) => running.kill(signal));
  const { exitCode, stdout, stderr } = await running.ended;
  // Whether there were changes is unknown for a process. It is only used for the disturbed run, which is never the last
  // one.
  return { succeeded: exitCode === 0, atRest: false, said: `${stdout}\n${stderr}` };
}
