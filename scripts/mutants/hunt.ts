import { spawn } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Entry, entries, note } from './journal.ts';
import type { Mutant } from './mutant.ts';
import { folderVariable, type Task, writeTask } from './task.ts';

export type Fate = 'killed' | 'survived' | 'timeout' | 'unreached';

export interface Verdict {
  readonly mutant: Mutant;
  readonly fate: Fate;
}

export interface Findings {
  readonly verdicts: readonly Verdict[];
  /** Tests whose failures prove nothing, and tests that take too long to be repeated for what nothing else noticed. */
  readonly unfit: readonly string[];
  readonly slow: readonly string[];
}

/**
 * The turns in which tests are repeated, by the most milliseconds that a test takes: what a quick one notices, no slow
 * one has to be run for.
 */
const turns = [50, 500, 5000] as const;

/** A process without news for this long, in milliseconds, hangs in what it tries. */
const silence = 120_000;

/**
 * Tries mutants with the tests until each was noticed or no test is left. First every test repeats itself for each mutant
 * that it reaches, in one process and turn by turn. What nothing noticed, and what ran while a file was read, is then tried in processes
 * that have the mutant from their start.
 * @param folder an empty folder for what the processes note
 */
export async function hunt(
  folder: string,
  mutants: readonly Mutant[],
  tests: readonly string[],
  tell: (line: string) => void,
): Promise<Findings> {
  for (const [index, longest] of turns.entries()) {
    const before = turns[index - 1];
    for (;;) {
      const seen = entries(folder);
      const names = before === undefined ? undefined : slowTests(seen, before, aliveOf(folder, mutants));
      const done = new Set(seen.flatMap((entry) => (isDone(entry, longest) ? [entry.test] : [])));
      const files = names && new Set(names.map(fileOf));
      const left = tests.filter((test) => !done.has(test) && (files?.has(test) ?? true));
      if (left.length === 0) break;
      tell(
        `${left.length} test files, ${aliveOf(folder, mutants).length} of ${mutants.length} mutants not noticed yet`,
      );
      const isEnded = await trial(folder, { mutants, tests: left, longest, ...(names ? { names } : {}), only: 0 });
      if (!giveUp(folder, isEnded, seen.length, left, longest)) break;
    }
  }
  const early = earlyTests(folder, tests);
  for (const mutant of aliveOf(folder, mutants)) {
    const files = nearestFirst(early.get(mutant.id) ?? [], mutant.file);
    if (files.length === 0) continue;
    tell(`${mutant.file}:${mutant.line} from the start, with ${files.length} test files`);
    const isEnded = await trial(folder, { mutants: [mutant], tests: files, longest: 0, only: mutant.id });
    if (!isEnded) note(folder, { event: 'timeout', id: mutant.id, test: files[0] ?? '' });
  }
  return findings(folder, mutants);
}

/** The tests that took too long in a turn and reach mutants that nothing noticed so far, by their names. */
function slowTests(seen: readonly Entry[], longest: number, alive: readonly Mutant[]): string[] {
  const left = new Set(alive.map(({ id }) => id));
  const slow = seen.filter((entry) => entry.event === 'slow' && entry.longest === longest);
  return slow.flatMap((entry) => (entry.event === 'slow' && entry.ids.some((id) => left.has(id)) ? [entry.test] : []));
}

function isDone(entry: Entry, longest: number): entry is Extract<Entry, { event: 'done' }> {
  return entry.event === 'done' && entry.longest === longest;
}

/** The file of a test, by its name in the journal. */
function fileOf(test: string): string {
  return test.split(' > ')[0] ?? test;
}

/** Notes what a process hung in, so that the next one goes on behind it; false if there is nothing to go on with. */
function giveUp(folder: string, isEnded: boolean, since: number, left: readonly string[], longest: number): boolean {
  const news = entries(folder).slice(since);
  const last = news.findLast(({ event }) => event === 'try' || event === 'test' || event === 'file');
  if (isEnded || !last) {
    const done = new Set(news.flatMap((entry) => (isDone(entry, longest) ? [entry.test] : [])));
    // A file that ended without a word cannot be read.
    for (const test of left.filter((one) => !done.has(one))) {
      note(folder, { event: 'unfit', test });
      note(folder, { event: 'done', test, longest });
    }
    return last !== undefined;
  }
  if (last.event === 'try') note(folder, { event: 'timeout', id: last.id, test: last.test });
  else {
    note(folder, { event: 'unfit', test: last.test });
    note(folder, { event: 'done', test: fileOf(last.test), longest });
  }
  return true;
}

/** The files that ran code of a mutant outside of a test, by the mutant. */
function earlyTests(folder: string, tests: readonly string[]): Map<number, string[]> {
  const known = entries(folder);
  const unfit = new Set(known.flatMap((entry) => (entry.event === 'unfit' ? [fileOf(entry.test)] : [])));
  const byMutant = new Map<number, Set<string>>();
  for (const entry of known) {
    if (entry.event !== 'reached' || !entry.isEarly || unfit.has(entry.test)) continue;
    for (const id of entry.ids) byMutant.set(id, (byMutant.get(id) ?? new Set()).add(entry.test));
  }
  return new Map([...byMutant].map(([id, files]) => [id, tests.filter((test) => files.has(test))]));
}

/** The test files, those first that are named like the source: most is noticed there, and the rest is not run then. */
function nearestFirst(tests: readonly string[], source: string): string[] {
  const beside = `${source.replace(/\.ts$/, '')}.test.ts`;
  return [...tests.filter((test) => test.endsWith(beside)), ...tests.filter((test) => !test.endsWith(beside))];
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
  const unfit = known.flatMap((entry) => (entry.event === 'unfit' ? [entry.test] : []));
  const fateOf = (id: number): Fate => {
    if (killed.has(id)) return 'killed';
    if (timeouts.has(id)) return 'timeout';
    return reached.has(id) ? 'survived' : 'unreached';
  };
  return {
    verdicts: mutants.map((mutant) => ({ mutant, fate: fateOf(mutant.id) })),
    unfit: [...new Set(unfit)],
    slow: [...new Set(slowTests(known, turns[turns.length - 1] ?? 0, aliveOf(folder, mutants)))],
  };
}
