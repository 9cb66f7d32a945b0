import { spawn } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { entries, note } from './journal.ts';
import type { Mutant } from './mutant.ts';
import { folderVariable, type Task, writeTask } from './task.ts';

export type Fate = 'killed' | 'survived' | 'timeout' | 'unreached';

export interface Verdict {
  readonly mutant: Mutant;
  readonly fate: Fate;
}

export interface Findings {
  readonly verdicts: readonly Verdict[];
  /** Tests whose failures prove nothing, and tests that take too long to be repeated. */
  readonly unfit: readonly string[];
  readonly slow: readonly string[];
}

/** A process without news for this long, in milliseconds, hangs in what it tries. */
const silence = 120_000;

/**
 * Tries mutants with the tests until each was noticed or no test is left. First every test repeats itself for each mutant
 * that it reaches, in one process. What nothing noticed, and what ran while a file was read, is then tried in processes
 * that have the mutant from their start.
 * @param folder an empty folder for what the processes note
 */
export async function hunt(
  folder: string,
  mutants: readonly Mutant[],
  tests: readonly string[],
  tell: (line: string) => void,
): Promise<Findings> {
  for (;;) {
    const seen = entries(folder);
    const done = new Set(seen.flatMap((entry) => (entry.event === 'done' ? [entry.test] : [])));
    const left = tests.filter((test) => !done.has(test));
    if (left.length === 0) break;
    tell(`${left.length} test files, ${aliveOf(folder, mutants).length} of ${mutants.length} mutants not noticed yet`);
    const isEnded = await trial(folder, { mutants, tests: left, only: 0 });
    if (!giveUp(folder, isEnded, seen.length, left)) break;
  }
  const early = earlyTests(folder, tests);
  for (const mutant of aliveOf(folder, mutants)) {
    const files = early.get(mutant.id) ?? [];
    if (files.length === 0) continue;
    tell(`${mutant.file}:${mutant.line} from the start, with ${files.length} test files`);
    const isEnded = await trial(folder, { mutants: [mutant], tests: files, only: mutant.id });
    if (!isEnded) note(folder, { event: 'timeout', id: mutant.id, test: files[0] ?? '' });
  }
  return findings(folder, mutants);
}

/** Notes what a process hung in, so that the next one goes on behind it; false if there is nothing to go on with. */
function giveUp(folder: string, isEnded: boolean, since: number, left: readonly string[]): boolean {
  const news = entries(folder).slice(since);
  const last = news.findLast(({ event }) => event === 'try' || event === 'test' || event === 'file');
  if (isEnded || !last) {
    const done = new Set(news.flatMap((entry) => (entry.event === 'done' ? [entry.test] : [])));
    // A file that ended without a word cannot be read.
    for (const test of left.filter((one) => !done.has(one))) {
      note(folder, { event: 'unfit', test });
      note(folder, { event: 'done', test });
    }
    return last !== undefined;
  }
  if (last.event === 'try') note(folder, { event: 'timeout', id: last.id, test: last.test });
  else {
    const file = last.test.split(' > ')[0] ?? last.test;
    note(folder, { event: 'unfit', test: last.test });
    note(folder, { event: 'done', test: file });
  }
  return true;
}

/** The files that ran code of a mutant outside of a test, by the mutant. */
function earlyTests(folder: string, tests: readonly string[]): Map<number, string[]> {
  const known = entries(folder);
  const unfit = new Set(known.flatMap((entry) => (entry.event === 'unfit' ? [entry.test.split(' > ')[0]] : [])));
  const byMutant = new Map<number, Set<string>>();
  for (const entry of known) {
    if (entry.event !== 'reached' || !entry.isEarly || unfit.has(entry.test)) continue;
    for (const id of entry.ids) byMutant.set(id, (byMutant.get(id) ?? new Set()).add(entry.test));
  }
  return new Map([...byMutant].map(([id, files]) => [id, tests.filter((test) => files.has(test))]));
}

function aliveOf(folder: string, mutants: readonly Mutant[]): Mutant[] {
  const gone = new Set<number>();
  for (const entry of entries(folder)) {
    if (entry.event === 'killed') for (const id of entry.ids) gone.add(id);
    if (entry.event === 'timeout') gone.add(entry.id);
  }
  return mutants.filter(({ id }) => !gone.has(id));
}

/** Runs one process with a task; false if it said nothing for so long that it was ended. */
function trial(folder: string, task: Task): Promise<boolean> {
  writeTask(folder, task);
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'trial.ts')], {
    env: { ...process.env, [folderVariable]: folder },
    // The channel tells it when this process is gone.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // A group of its own, so that what it started ends with it.
    detached: true,
  });
  const end = () => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  const started = Date.now();
  let isHung = false;
  const watch = setInterval(() => {
    const journal = statSync(path.join(folder, 'journal'), { throwIfNoEntry: false });
    if (Date.now() - Math.max(started, journal?.mtimeMs ?? 0) < silence) return;
    isHung = true;
    end();
  }, 1000);
  // Before the work folder goes, into which it writes.
  process.prependOnceListener('exit', end);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => {
      clearInterval(watch);
      process.removeListener('exit', end);
      rmSync(path.join(folder, 'cache'), { recursive: true, force: true });
      resolve(!isHung);
    });
  });
}

function findings(folder: string, mutants: readonly Mutant[]): Findings {
  const known = entries(folder);
  const killed = new Set(known.flatMap((entry) => (entry.event === 'killed' ? entry.ids : [])));
  const timeouts = new Set(known.flatMap((entry) => (entry.event === 'timeout' ? [entry.id] : [])));
  const reached = new Set(known.flatMap((entry) => (entry.event === 'reached' ? entry.ids : [])));
  const namesOf = (event: 'unfit' | 'slow') => [
    ...new Set(known.flatMap((entry) => (entry.event === event ? [entry.test] : []))),
  ];
  const fateOf = (id: number): Fate => {
    if (killed.has(id)) return 'killed';
    if (timeouts.has(id)) return 'timeout';
    return reached.has(id) ? 'survived' : 'unreached';
  };
  return {
    verdicts: mutants.map((mutant) => ({ mutant, fate: fateOf(mutant.id) })),
    unfit: namesOf('unfit'),
    slow: namesOf('slow'),
  };
}
