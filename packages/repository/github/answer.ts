import { isRecord } from '@konduct/core/value/record';

/** The error for an answer with another shape than GitHub's API documents. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

/**
 * A part of an answer. All values of an answer are read with these methods, which throw an UnexpectedAnswer with the
 * path of a value that has another type.
 */
export class AnswerPart {
  readonly #value: unknown;
  readonly #where: string;

  constructor(value: unknown, where = 'the answer') {
    this.#value = value;
    this.#where = where;
  }

  /** A member of an object, which may be missing: the next method reports that, unless it is `optional`. */
  member(name: string): AnswerPart {
    if (!isRecord(this.#value)) throw this.#unexpected('an object');
    const value = Object.hasOwn(this.#value, name) ? this.#value[name] : undefined;
    return new AnswerPart(value, `${name} of ${this.#where}`);
  }

  text(): string {
    if (typeof this.#value !== 'string') throw this.#unexpected('text');
    return this.#value;
  }

  /** A whole number that JavaScript represents exactly, as GitHub's ids are. */
  integer(): number {
    if (!Number.isSafeInteger(this.#value)) throw this.#unexpected('a whole number');
    return Number(this.#value);
  }

  list<T>(read: (item: AnswerPart) => T): readonly T[] {
    if (!Array.isArray(this.#value)) throw this.#unexpected('a list');
    return this.#value.map((item, index) => read(new AnswerPart(item, `item ${index + 1} of ${this.#where}`)));
  }

  /** Undefined where GitHub's answer has null or no value. */
  optional<T>(read: (part: AnswerPart) => T): T | undefined {
    return this.#value === undefined || this.#value === null ? undefined : read(this);
  }

  #unexpected(wanted: string): UnexpectedAnswer {
    const value = this.#value;
    const found = Array.isArray(value)
      ? 'a list'
      : value === undefined
        ? 'missing'
        : value === null
          ? 'null'
          : typeof value;
    return new UnexpectedAnswer(`${this.#where} is ${found} and not ${wanted}`);
  }
}
