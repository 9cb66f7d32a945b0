import fc from 'fast-check';
import { TestRunner, type TestRunnerConfig, type RunnerTestCase as VitestTest } from 'vitest';
import { entries, note } from './journal.ts';
import { readTask, workFolder } from './task.ts';

declare global {
  /** Whether this mutant is the one that is tried. Mutated sources ask. */
  var konductMutant: (id: number) => boolean;
  /** Called by every turn of a loop of mutated sources. */
  var konductLoop: () => void;
}

const clock = performance.now.bind(performance);
const start = setTimeout;

class TimeOut extends Error {}

/** Runs every test as it is, and then once more for each mutant whose code it ran and that nothing noticed so far. */
export default class MutantRunner extends TestRunner {
  readonly #folder = workFolder();
  readonly #task = readTask(this.#folder);
  readonly #alive: Set<number>;
  readonly #early = new Set<number>();
  readonly #names = this.#task.names && new Set(this.#task.names);
  #reached: Set<number> | undefined;
  #active = this.#task.only;
  #deadline = this.#active === 0 ? Number.POSITIVE_INFINITY : clock() + 60_000;
  #file = '';

  constructor(config: TestRunnerConfig) {
    super(config);
    this.#alive = new Set(this.#task.mutants.map(({ id }) => id));
    for (const entry of entries(this.#folder)) {
      if (entry.event === 'killed') for (const id of entry.ids) this.#alive.delete(id);
      if (entry.event === 'timeout') this.#alive.delete(entry.id);
    }
    // The smallest example of a failure is of no interest here, and the search for it takes long.
    fc.configureGlobal({ endOnFailure: true });
    globalThis.konductMutant = (id) => {
      (this.#reached ?? this.#early).add(id);
      return id === this.#active;
    };
    globalThis.konductLoop = () => {
      if (this.#active !== 0 && clock() > this.#deadline) throw new TimeOut('a loop of a mutant takes too long');
    };
  }

  override importFile(file: string, source: 'collect' | 'setup'): unknown {
    if (source === 'collect') {
      this.#file = file;
      note(this.#folder, { event: 'file', test: file });
      if (this.#task.only === 0 && this.#alive.size === 0) return undefined;
    }
    return super.importFile(file, source);
  }

  async runTask(test: VitestTest): Promise<void> {
    const run = TestRunner.getTestFn(test);
    const name = `${this.#file} > ${test.name}`;
    if (this.#names && !this.#names.has(name)) return;
    note(this.#folder, { event: 'test', test: name });
    if (this.#task.only !== 0) return run();
    const before = clock();
    this.#reached = new Set();
    const reached = this.#reached;
    try {
      await run();
    } catch (error) {
      note(this.#folder, { event: 'unfit', test: name });
      throw error;
    } finally {
      this.#reached = undefined;
    }
    const took = clock() - before;
    note(this.#folder, { event: 'reached', ids: [...reached], test: name, isEarly: false });
    const candidates = [...reached].filter((id) => this.#alive.has(id));
    if (candidates.length === 0) return;
    const { longest } = this.#task;
    if (took > longest) note(this.#folder, { event: 'slow', ids: candidates, test: name, longest });
    else await this.#tryAll(candidates, name, run, took);
  }

  async #tryAll(ids: readonly number[], test: string, run: () => unknown, took: number): Promise<void> {
    const killed: number[] = [];
    // What a mutant does late, after its turn, is no news about the code.
    this.#reached = new Set();
    for (const id of ids) {
      note(this.#folder, { event: 'try', id, test });
      const outcome = await this.#attempt(id, run, 3000 + 10 * took);
      if (outcome === 'killed') killed.push(id);
      if (outcome === 'timeout') note(this.#folder, { event: 'timeout', id, test });
      if (outcome !== 'survived') this.#alive.delete(id);
    }
    // A test that fails without any mutant as well, because it was not made to run twice, has found nothing out.
    if (killed.length === 0) {
      this.#reached = undefined;
      return;
    }
    const isFit = (await this.#attempt(0, run, 10_000 + 10 * took)) === 'survived';
    this.#reached = undefined;
    if (isFit) note(this.#folder, { event: 'killed', ids: killed, test });
    else {
      note(this.#folder, { event: 'unfit', test });
      for (const id of killed) this.#alive.add(id);
    }
  }

  async #attempt(id: number, run: () => unknown, limit: number): Promise<'killed' | 'survived' | 'timeout'> {
    this.#active = id;
    this.#deadline = clock() + limit;
    const timer = Promise.withResolvers<never>();
    const handle = start(() => timer.reject(new TimeOut('a mutant takes too long')), limit + 500);
    try {
      await Promise.race([run(), timer.promise]);
      return 'survived';
    } catch (error) {
      return error instanceof TimeOut ? 'timeout' : 'killed';
    } finally {
      clearTimeout(handle);
      this.#active = 0;
    }
  }

  override onAfterRunFiles(files: Parameters<TestRunner['onAfterRunFiles']>[0]): void {
    super.onAfterRunFiles(files);
    if (this.#task.only === 0)
      note(this.#folder, { event: 'reached', ids: [...this.#early], test: this.#file, isEarly: true });
    note(this.#folder, { event: 'done', test: this.#file, longest: this.#task.longest });
  }
}
