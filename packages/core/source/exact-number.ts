/**
 * A number that JavaScript would print differently from its source: too long (9223372036854775807), or with more digits
 * than needed (1.0). Only readers that write the document again ask for these.
 */
export class ExactNumber {
  readonly #value: number;
  readonly #source: string;

  constructor(value: number, source: string) {
    this.#value = value;
    this.#source = source;
  }

  /** The text of the number in the file. */
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

/** The number, or an `ExactNumber` if JavaScript would print it differently from its source. */
export function exactNumber(value: number, source: string | undefined): number | ExactNumber {
  return source === undefined || String(value) === source ? value : new ExactNumber(value, source);
}
