import { ReadyQueue } from './ready-queue.ts';

/** What became of a node as far as those behind it care: `ready` lets them go on, everything else does not. */
export type Fate = 'ready' | 'failed' | 'waiting' | 'stopped';

interface Addressed {
  readonly address: string;
}

/** The dependency that keeps a node from being worked on. */
export interface Cause {
  readonly address: string;
  readonly fate: Fate;
}

export interface Schedule<T extends Addressed> {
  /** Dependencies first. */
  readonly nodes: readonly T[];
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
  /** The fate of nodes that need no work. */
  readonly settled: ReadonlyMap<string, Fate>;
  readonly concurrency: number;
  readonly signal: AbortSignal;
  /** Whether a node goes on although one that it depends on only waits. */
  readonly isPatient?: (node: T) => boolean;
  /** Does a node's work. One that rejects ends the schedule: what is in flight goes on, nothing else begins. */
  readonly work: (node: T) => Promise<Fate>;
  /** Told of a node that is not worked on, because of the fate of one it depends on or because the run was stopped. */
  readonly skip: (node: T, cause: Cause | undefined) => void;
}

/**
 * Works through a graph: each node as soon as everything it depends on is ready, at most `concurrency` at once, those
 * with the longest chain behind them first. Nothing waits for a node it does not depend on.
 */
export function runSchedule<T extends Addressed>(schedule: Schedule<T>): Promise<void> {
  return new Run(schedule).finished();
}

class Run<T extends Addressed> {
  readonly #schedule: Schedule<T>;
  readonly #fates: Map<string, Fate>;
  readonly #dependents = new Map<string, T[]>();
  /** How many dependencies of a node are still to be settled. */
  readonly #open = new Map<string, number>();
  readonly #ready: ReadyQueue<T>;
  #running = 0;
  #broken = false;

  constructor(schedule: Schedule<T>) {
    this.#schedule = schedule;
    this.#fates = new Map(schedule.settled);
    const pending = schedule.nodes.filter((node) => !this.#fates.has(node.address));
    const addresses = new Set(pending.map((node) => node.address));
    for (const node of pending) {
      const blocking = this.#dependenciesOf(node).filter((address) => addresses.has(address));
      this.#open.set(node.address, blocking.length);
      for (const address of blocking) {
        const known = this.#dependents.get(address);
        if (known) known.push(node);
        else this.#dependents.set(address, [node]);
      }
    }
    this.#ready = new ReadyQueue(chainLengths(pending, this.#dependents));
    for (const node of pending) if (this.#open.get(node.address) === 0) this.#ready.add(node);
  }

  finished(): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (error: unknown): void => {
        this.#broken = true;
        reject(error);
      };
      const proceed = (): void => {
        this.#begin((node) => {
          this.#running += 1;
          this.#schedule
            .work(node)
            .then((fate) => {
              this.#running -= 1;
              this.#settle(node, fate);
              proceed();
            })
            .catch(fail);
        });
        if (this.#running === 0) resolve();
      };
      proceed();
    });
  }

  /** Takes whatever can begin now; what never can is skipped, which may free more. */
  #begin(work: (node: T) => void): void {
    const { concurrency, signal, skip } = this.#schedule;
    while (this.#running < concurrency && !this.#broken) {
      const node = this.#ready.take();
      if (!node) return;
      const cause = this.#causeFor(node);
      if (!cause && !signal.aborted) {
        work(node);
        continue;
      }
      skip(node, cause);
      this.#settle(node, cause ? cause.fate : 'stopped');
    }
  }

  /** What failed tells more than what waits. */
  #causeFor(node: T): Cause | undefined {
    let first: Cause | undefined;
    const isPatient = this.#schedule.isPatient?.(node) === true;
    for (const address of this.#dependenciesOf(node)) {
      const fate = this.#fates.get(address);
      if (fate === undefined || fate === 'ready' || (isPatient && fate === 'waiting')) continue;
      if (fate === 'failed') return { address, fate };
      first ??= { address, fate };
    }
    return first;
  }

  #settle(node: T, fate: Fate): void {
    this.#fates.set(node.address, fate);
    for (const dependent of this.#dependents.get(node.address) ?? []) {
      const left = (this.#open.get(dependent.address) ?? 0) - 1;
      this.#open.set(dependent.address, left);
      if (left === 0) this.#ready.add(dependent);
    }
  }

  #dependenciesOf(node: T): readonly string[] {
    return this.#schedule.dependencies.get(node.address) ?? [];
  }
}

/** How many nodes the longest chain behind each node has: the work that cannot start before it is done. */
function chainLengths(
  nodes: readonly Addressed[],
  dependents: ReadonlyMap<string, readonly Addressed[]>,
): ReadonlyMap<string, number> {
  const lengths = new Map<string, number>();
  for (const node of [...nodes].reverse()) {
    let longest = 0;
    for (const { address } of dependents.get(node.address) ?? [])
      longest = Math.max(longest, lengths.get(address) ?? 0);
    lengths.set(node.address, 1 + longest);
  }
  return lengths;
}
