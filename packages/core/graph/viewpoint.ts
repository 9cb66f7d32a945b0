import type { World } from './world.ts';

/**
 * The current world of the values of a graph. The value of a resource, of an instance's spec and of a name in an expression
 * is made once, and reads the current world each time it is evaluated. When more of Konnect is known, only values that read
 * the world are evaluated again; most values of a platform follow from its manifests alone.
 */
export class Viewpoint {
  #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** The current world. */
  get world(): World {
    return this.#world;
  }

  /** Runs `compute` with `world` as the current world. */
  in<T>(world: World, compute: () => T): T {
    const before = this.#world;
    this.#world = world;
    try {
      return compute();
    } finally {
      this.#world = before;
    }
  }

  /**
   * Computes a value when it is first read, and keeps it: for good if it read nothing of the world, else for that
   * world.
   */
  memoize<T>(compute: () => T): () => T {
    let constant: { readonly value: T } | undefined;
    const key = {};
    return () => {
      if (constant) return constant.value;
      const { value, read } = this.#world.remember(key, compute);
      if (read.length === 0) constant = { value };
      return value;
    };
  }
}
