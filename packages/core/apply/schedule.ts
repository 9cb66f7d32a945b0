import { ReadyQueue } from './ready-queue.ts';

/** The outcome of a node for its dependents: only with `ready` they go on. */
export type Fate = 'ready' | 'failed' | 'waiting' | 'stopped';

interface Addressed {
  readonly address: string;
}

/** The dependency because of which a node is not worked on. */
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
  /** Whether a node goes on although a dependency waits. */
  readonly isPatient?: (node: T) => boolean;
  /** Works on a node. If it rejects, the schedule ends: work in progress continues, and no other begins. */
  readonly work: (node: T) => Promise<Fate>;
  /** Called for a node that is not worked on, because of a dependency's fate or because the run was stopped. */
  readonly skip: (node: T, cause: Cause | undefined) => void;
}

/**
 * Works through a graph. Each node begins when all its dependencies are ready, at most `concurrency` at the same time,
 * those with the longest chain behind them first.
 */
export function runSchedule<T extends Addressed>(schedule: Schedule<T>): Promise<void> {
  return new Run(schedule).finished();
}

class Run<T extends Addressed> {
  readonly #schedule: Schedule<T>;
  readonly #fates: Map<string, Fate>;
  readonly #dependents = new Map<string, T[]>();
  /** The number of dependencies of each node that are not settled. */
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

  /** Starts all nodes that can begin, and skips those that never can, which may free more. */
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

  /** The cause for a skipped node: a failed dependency before a waiting one. */
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

/** The number of nodes in the longest chain behind each node, which cannot start before it is done. */
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
