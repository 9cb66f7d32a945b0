import { count } from '@konduct/core/value/count';
import { Countdown } from './countdown.ts';
import { NetworkError } from './network-error.ts';

/** The time limit for one answer, which ends earlier when `asked` fires. */
export class Deadline {
  readonly signal: AbortSignal;
  readonly #time: number;
  readonly #controller = new AbortController();
  readonly #countdown: Countdown;
  readonly #asked: AbortSignal | undefined;

  /** @param time milliseconds from now */
  constructor(time: number, asked?: AbortSignal) {
    this.#time = time;
    this.#asked = asked;
    this.#countdown = new Countdown(time, () => this.#controller.abort());
    this.signal = asked ? AbortSignal.any([asked, this.#controller.signal]) : this.#controller.signal;
  }

  /** The error for the wait that has ended; undefined while it goes on. */
  get fault(): NetworkError | undefined {
    if (this.#asked?.aborted)
      return new NetworkError('timeout', 'the request was given up before the whole answer was there');
    if (!this.#controller.signal.aborted) return undefined;
    return new NetworkError('timeout', `the whole answer was not there within ${count(this.#time / 1000, 'second')}`);
  }

  clear(): void {
    this.#countdown.clear();
  }
}
