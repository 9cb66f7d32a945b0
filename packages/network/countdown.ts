/** Milliseconds between two looks at the clock. */
const step = 250;

/**
 * A signal that is aborted after some time. Its timer runs until then, or until the caller disposes of it, best with
 * `using`.
 */
export interface TimedSignal extends Disposable {
  readonly signal: AbortSignal;
}

/**
 * A time limit for a far side. Time that this process spends on its own work, such as reading a large document, does
 * not count, because the answer may have come meanwhile: when the event loop was blocked, at most two steps are
 * subtracted.
 */
export class Countdown {
  readonly #time: number;
  readonly #act: () => void;
  readonly #ticks: NodeJS.Timeout;
  #left: number;
  #last = performance.now();

  /**
   * @param time milliseconds until `act` is called
   * @param act called once, after data that has arrived by then was handled
   */
  constructor(time: number, act: () => void) {
    this.#time = time;
    this.#act = act;
    this.#left = time;
    this.#ticks = setInterval(() => this.#tick(), Math.max(1, Math.min(step, time)));
  }

  /** Starts the whole time again. */
  refresh(): void {
    this.#left = this.#time;
    this.#last = performance.now();
  }

  clear(): void {
    clearInterval(this.#ticks);
    this.#left = Number.POSITIVE_INFINITY;
  }

  /** A signal that is aborted after some time, unless it is disposed of before. It does not keep the process alive. */
  static signal(time: number): TimedSignal {
    const controller = new AbortController();
    const countdown = new Countdown(time, () => controller.abort(new DOMException('the time is over', 'TimeoutError')));
    countdown.#ticks.unref();
    return { signal: controller.signal, [Symbol.dispose]: () => countdown.clear() };
  }

  #tick(): void {
    const now = performance.now();
    this.#left -= Math.min(now - this.#last, 2 * step);
    this.#last = now;
    if (this.#left > 0) return;
    clearInterval(this.#ticks);
    // Data that arrived while the event loop was blocked is handled before this callback.
    setImmediate(() => {
      if (this.#left <= 0) this.#act();
    });
  }
}
