/** Nodes that can be worked on: longest chain first, then in the order of their addition. */
export class ReadyQueue<T extends { readonly address: string }> {
  readonly #chain: ReadonlyMap<string, number>;
  /** By length of chain, the longest last. */
  readonly #queues: { readonly length: number; readonly nodes: T[]; next: number }[] = [];

  /** @param chain the number of nodes in the longest chain behind each address */
  constructor(chain: ReadonlyMap<string, number>) {
    this.#chain = chain;
    for (const length of [...new Set(chain.values())].sort((a, b) => a - b)) {
      this.#queues.push({ length, nodes: [], next: 0 });
    }
  }

  add(node: T): void {
    const length = this.#chain.get(node.address);
    this.#queues.find((queue) => queue.length === length)?.nodes.push(node);
  }

  take(): T | undefined {
    const queue = this.#queues.findLast(({ nodes, next }) => next < nodes.length);
    if (!queue) return undefined;
    const node = queue.nodes[queue.next];
    queue.next += 1;
    return node;
  }
}
