import type { World } from './world.ts';

/**
 * From where the values of a graph are looked at. A resource, an instance's spec, a name in an expression: each is made
 * once and looks at whatever world is the current one when it is read. So only what really depends on Konnect is worked
 * out again when more of Konnect is known, and that is little: most of a platform follows from its manifests.
 */
export class Viewpoint {
  #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** The world that is being looked at. */
  get world(): World {
    return this.#world;
  }

  /** Evaluates something in a world. */
  in<T>(world: World, compute: () => T): T {
    const before = this.#world;
    this.#world = world;
    try {
      return compute();
    } finally {
      this.#world = before;
    }
  }

  /** A value that is worked out when it is first read: for good if nothing of the world went into it, else per world. */
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
