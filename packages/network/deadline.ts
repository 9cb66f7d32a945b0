import { Countdown } from './countdown.ts';
import { NetworkError } from './network-error.ts';

/** Until when one answer is waited for: so many milliseconds, and no longer than whoever asked wants it. */
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

  /** What ended the waiting, where one of the two did. */
  get fault(): NetworkError | undefined {
    if (this.#asked?.aborted) return new NetworkError('timeout', 'nobody waited any longer for the whole answer');
    if (!this.#controller.signal.aborted) return undefined;
    return new NetworkError('timeout', `the whole answer was not there within ${this.#time / 1000} seconds`);
  }

  clear(): void {
    this.#countdown.clear();
  }
}
