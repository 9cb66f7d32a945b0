import { isRecord } from '@konduct/core/value/record';

/** An answer has another shape than GitHub's API gives it. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

/**
 * A part of an answer. Whatever is used of an answer is read out of it with these methods, which throw an UnexpectedAnswer
 * that says where in the answer something else is.
 */
export class AnswerPart {
  readonly #value: unknown;
  readonly #where: string;

  constructor(value: unknown, where = 'the answer') {
    this.#value = value;
    this.#where = where;
  }

  /** A member of an object, which may be missing: what it is then, its own reader says. */
  member(name: string): AnswerPart {
    if (!isRecord(this.#value)) throw this.#unexpected('an object');
    const value = Object.hasOwn(this.#value, name) ? this.#value[name] : undefined;
    return new AnswerPart(value, `${name} of ${this.#where}`);
  }

  text(): string {
    if (typeof this.#value !== 'string') throw this.#unexpected('text');
    return this.#value;
  }

  /** A number without a fraction that JavaScript holds exactly, as GitHub's ids are. */
  integer(): number {
    if (!Number.isSafeInteger(this.#value)) throw this.#unexpected('a whole number');
    return Number(this.#value);
  }

  list<T>(read: (item: AnswerPart) => T): readonly T[] {
    if (!Array.isArray(this.#value)) throw this.#unexpected('a list');
    return this.#value.map((item, index) => read(new AnswerPart(item, `item ${index + 1} of ${this.#where}`)));
  }

  /** Undefined where GitHub says null or nothing. */
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
