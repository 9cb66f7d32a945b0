import path from 'node:path';
import { type Running, startProgram } from '../../test/e2e/built.ts';
import type { Disturbance } from './disturbance.ts';
import type { RunEnd } from './row.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** The command line, as its sources are. */
export const commandLine = path.join(root, 'packages/cli/main.ts');

/** What Node.js keeps of compiled code from one process to the next: half of what a start costs. */
const compiled = path.join(root, 'node_modules', '.cache', 'konduct-bench');

/** Runs a program that a disturbance can signal, to its end. */
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
  // What it found is not asked of a process: it is the disturbed run and never the last one.
  return { succeeded: exitCode === 0, atRest: false, said: `${stdout}\n${stderr}` };
}
