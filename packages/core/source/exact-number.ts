/**
 * A number that JavaScript would not write as its author did: too long for it (9223372036854775807), or written in a way
 * that says more (1.0). Only readers that write again ask for it.
 */
export class ExactNumber {
  readonly #value: number;
  readonly #source: string;

  constructor(value: number, source: string) {
    this.#value = value;
    this.#source = source;
  }

  /** As it stands in the file. */
  get source(): string {
    return this.#source;
  }

  toString(): string {
    return this.#source;
  }

  toJSON(): number {
    return this.#value;
  }
}

/** The number, or an exact one where JavaScript's own would be written in another way. */
export function exactNumber(value: number, source: string | undefined): number | ExactNumber {
  return source === undefined || String(value) === source ? value : new ExactNumber(value, source);
}
