import pLimit, { type LimitFunction } from 'p-limit';

/**
 * Counts the round trips that calls take one after another when some of them are under way at once. Each call takes one
 * round; a round begins when nothing is left to do before the calls of the last one are answered.
 */
export class Rounds {
  readonly #turn: LimitFunction;
  #answer: (() => void)[] = [];
  #count = 0;

  /** @param concurrency the most calls at once */
  constructor(concurrency: number) {
    this.#turn = pLimit(concurrency);
  }

  get count(): number {
    return this.#count;
  }

  /** Begins to count anew. */
  forget(): void {
    this.#count = 0;
  }

  /** Takes a number of calls, each after the one before. */
  async take(calls: number): Promise<void> {
    for (let call = 0; call < calls; call += 1)
      await this.#turn(() => new Promise<void>((resolve) => this.#answer.push(resolve)));
  }

  /** Takes a number of calls at once. */
  async takeTogether(calls: number): Promise<void> {
    await Promise.all(Array.from({ length: calls }, () => this.take(1)));
  }

  /** Answers calls until the work is done. */
  async during<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const mark = () => {
      done = true;
    };
    work.then(mark, mark);
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (done) return work;
      if (this.#answer.length === 0) continue;
      this.#count += 1;
      for (const answer of this.#answer.splice(0)) answer();
    }
  }
}
