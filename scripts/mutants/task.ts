import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Mutant } from './mutant.ts';

/** What a process that tries mutants is given, as a file of its work folder. */
export interface Task {
  readonly mutants: readonly Mutant[];
  /** Absolute, in the order in which they are tried. */
  readonly tests: readonly string[];
  /** The most milliseconds of a test that is repeated for each mutant. Where each test tries one after the other. */
  readonly longest: number;
  /** The only tests that are run, by the names in the journal; absent for all of them. */
  readonly names?: readonly string[];
  /** The one mutant that is on from the start, while test files are read, too; 0 where each test tries one after the other. */
  readonly only: number;
}

/** The variable that names the work folder. */
export const folderVariable = 'KONDUCT_MUTANTS';

export function writeTask(folder: string, task: Task): void {
  writeFileSync(path.join(folder, 'task.json'), JSON.stringify(task));
}

export function readTask(folder: string): Task {
  return JSON.parse(readFileSync(path.join(folder, 'task.json'), 'utf8'));
}

/** The work folder of this process. */
export function workFolder(): string {
  const folder = process.env[folderVariable];
  if (folder === undefined) throw new Error(`${folderVariable} is not set`);
  return folder;
}
