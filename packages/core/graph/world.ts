import { Unknown } from '../cel/unknown.ts';
import type { Fields } from '../provider/provider.ts';

/** The state of an `externalRef`: found, waited for, or not read yet. */
export type ExternalState =
  | { readonly state: 'found'; readonly value: Fields | readonly Fields[] }
  /** The object is missing or not ready; its dependents wait for `reason`. */
  | { readonly state: 'waiting'; readonly reason: string }
  /** The reference has not been read. Reading costs a call, so it is read only when a resource needs it. */
  | { readonly state: 'unread' };

/** The value an expression gets instead of an unknown while dependencies are being discovered. */
export type Placeholder = (address: string, field: string) => unknown;

/** A value, and the addresses that went into it. */
export interface Reading<T> {
  readonly value: T;
  readonly read: readonly string[];
}

/**
 * The values of Konnect that are known at one moment of planning or applying. It only ever learns: a value
 * once known stays. Reading something not known throws {@link Unknown} with the address to wait for, and every address
 * that was read is noted, which is how dependencies are found.
 */
export class World {
  readonly #objects = new Map<string, Fields>();
  readonly #externals = new Map<string, ExternalState>();
  readonly #held = new Map<string, string>();
  readonly #placeholder: Placeholder | undefined;
  readonly #remembered = new Map<object, Reading<unknown>>();
  /** The addresses read since the innermost `reads` began, in order; undefined while nobody asks. */
  #log: Set<string> | undefined;

  /**
   * With `placeholder` every unknown value has a stand-in: for discovering what expressions read, not for their
   * results.
   */
  constructor(placeholder?: Placeholder) {
    this.#placeholder = placeholder;
  }

  /** The object at an address exists, with these fields. */
  learn(address: string, fields: Fields): void {
    this.#objects.set(address, fields);
  }

  /** The fields of the object at an address, or undefined while it is not known to exist. Counts as no reading. */
  known(address: string): Fields | undefined {
    return this.#objects.get(address);
  }

  learnExternal(address: string, state: ExternalState): void {
    this.#externals.set(address, state);
  }

  externalState(address: string): ExternalState {
    return this.#externals.get(address) ?? { state: 'unread' };
  }

  /** The same for an expression, whose value then depends on it. */
  look(address: string): ExternalState {
    this.#note(address);
    return this.externalState(address);
  }

  /** Marks an object whose `readyWhen` is not true yet: its dependents wait. */
  hold(address: string, reason: string): void {
    this.#held.set(address, reason);
  }

  /** Why dependents of this object wait, or undefined. */
  heldBecause(address: string): string | undefined {
    return this.#held.get(address);
  }

  /** The value of a field that only Konnect knows. Throws Unknown while the object does not exist, or is not ready. */
  computed(address: string, field: string): unknown {
    this.#note(address);
    const value = this.#held.has(address) ? undefined : this.#objects.get(address)?.[field];
    if (value !== undefined) return value;
    if (this.#placeholder) return this.#placeholder(address, field);
    throw new Unknown(address);
  }

  /** The object, or list, of an `externalRef`. Throws `Unknown` while it is not read, or missing. */
  external(address: string): Fields | readonly Fields[] | undefined {
    const state = this.look(address);
    if (state.state === 'found') return state.value;
    if (this.#placeholder) return undefined;
    throw new Unknown(address);
  }

  /** Runs `compute` and says which addresses it read. They count as read by the caller too, also when it throws. */
  reads<T>(compute: () => T): Reading<T> {
    const outer = this.#log;
    const own = new Set<string>();
    this.#log = own;
    try {
      const value = compute();
      return { value, read: [...own] };
    } finally {
      this.#log = outer;
      for (const address of own) this.#note(address);
    }
  }

  /** Computes the value of `key` once for this world. A later caller is told the same reads as the first. */
  remember<T>(key: object, compute: () => T): Reading<T> {
    const known = this.#remembered.get(key) as Reading<T> | undefined;
    if (known) {
      for (const address of known.read) this.#note(address);
      return known;
    }
    const reading = this.reads(compute);
    this.#remembered.set(key, reading);
    return reading;
  }

  #note(address: string): void {
    this.#log?.add(address);
  }
}
