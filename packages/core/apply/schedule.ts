import type { ResourceNode } from '../graph/node.ts';

/** What became of a node as far as those behind it care: `ready` lets them go on, everything else does not. */
export type Fate = 'ready' | 'failed' | 'waiting' | 'stopped';

export interface Schedule {
  /** Dependencies first. */
  readonly nodes: readonly ResourceNode[];
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
  /** The fate of nodes that need no work. */
  readonly settled: ReadonlyMap<string, Fate>;
  readonly concurrency: number;
  readonly signal: AbortSignal;
  /** Does a node's work. Must not reject. */
  readonly work: (node: ResourceNode) => Promise<Fate>;
  /** Told of a node that is not worked on, because of the fate of one it depends on or because the run was stopped. */
  readonly skip: (node: ResourceNode, cause: { readonly address: string; readonly fate: Fate } | undefined) => void;
}

/**
 * Works through a graph: each node as soon as everything it depends on is ready, at most `concurrency` at once, those
 * with the longest chain behind them first. Nothing waits for a node it does not depend on.
 */
export async function runSchedule(schedule: Schedule): Promise<void> {
  const { nodes, dependencies, settled, concurrency, signal, work, skip } = schedule;
  const fates = new Map(settled);
  const pending = nodes.filter((node) => !fates.has(node.address));
  const pendingAddresses = new Set(pending.map((node) => node.address));
  const dependents = new Map<string, ResourceNode[]>();
  const open = new Map<string, number>();
  for (const node of pending) {
    const blocking = (dependencies.get(node.address) ?? []).filter((address) => pendingAddresses.has(address));
    open.set(node.address, blocking.length);
    for (const address of blocking) dependents.set(address, [...(dependents.get(address) ?? []), node]);
  }

  const chain = chainLengths(pending, dependents);
  const ready = new ReadyQueue(chain);
  for (const node of pending) if (open.get(node.address) === 0) ready.add(node);

  let running = 0;
  await new Promise<void>((resolve) => {
    const next = (): void => {
      for (
        let node = running < concurrency ? ready.take() : undefined;
        node;
        node = running < concurrency ? ready.take() : undefined
      ) {
        const current = node;
        const cause = causeFor(current);
        if (cause || signal.aborted) {
          skip(current, cause);
          finish(current, cause ? cause.fate : 'stopped');
          continue;
        }
        running += 1;
        work(current).then((fate) => {
          running -= 1;
          finish(current, fate);
          next();
        });
      }
      if (running === 0 && ready.size === 0) resolve();
    };
    next();
  });

  function causeFor(node: ResourceNode): { address: string; fate: Fate } | undefined {
    for (const address of dependencies.get(node.address) ?? []) {
      const fate = fates.get(address);
      if (fate !== undefined && fate !== 'ready') return { address, fate };
    }
    return undefined;
  }

  function finish(node: ResourceNode, fate: Fate): void {
    fates.set(node.address, fate);
    for (const dependent of dependents.get(node.address) ?? []) {
      const left = (open.get(dependent.address) ?? 0) - 1;
      open.set(dependent.address, left);
      if (left === 0) ready.add(dependent);
    }
  }
}

/** How many nodes the longest chain behind each node has: the work that cannot start before it is done. */
function chainLengths(
  nodes: readonly ResourceNode[],
  dependents: ReadonlyMap<string, readonly ResourceNode[]>,
): ReadonlyMap<string, number> {
  const lengths = new Map<string, number>();
  for (const node of [...nodes].reverse()) {
    const behind = (dependents.get(node.address) ?? []).map((dependent) => lengths.get(dependent.address) ?? 0);
    lengths.set(node.address, 1 + Math.max(0, ...behind));
  }
  return lengths;
}

/** Nodes whose turn has come: longest chain first, then the order they were added in. */
class ReadyQueue {
  readonly #chain: ReadonlyMap<string, number>;
  readonly #byLength = new Map<number, { readonly nodes: ResourceNode[]; next: number }>();
  size = 0;

  constructor(chain: ReadonlyMap<string, number>) {
    this.#chain = chain;
  }

  add(node: ResourceNode): void {
    const length = this.#chain.get(node.address) ?? 0;
    const queue = this.#byLength.get(length);
    if (queue) queue.nodes.push(node);
    else this.#byLength.set(length, { nodes: [node], next: 0 });
    this.size += 1;
  }

  take(): ResourceNode | undefined {
    if (this.size === 0) return undefined;
    for (const length of [...this.#byLength.keys()].sort((a, b) => b - a)) {
      const queue = this.#byLength.get(length);
      const node = queue?.nodes[queue.next];
      if (!queue || !node) continue;
      queue.next += 1;
      this.size -= 1;
      return node;
    }
    return undefined;
  }
}
