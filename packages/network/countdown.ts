/** Milliseconds between two looks at the clock. */
const step = 250;

/** A signal with a clock that ticks until the signal is aborted, or nobody needs it any more: `using` says when. */
export interface TimedSignal extends Disposable {
  readonly signal: AbortSignal;
}

/**
 * A time limit on somebody else. What this process spends on its own (reading a large document) does not count, because
 * the answer may have come meanwhile: of each time that the event loop was away, no more than two steps are taken off.
 */
export class Countdown {
  readonly #time: number;
  readonly #act: () => void;
  readonly #ticks: NodeJS.Timeout;
  #left: number;
  #last = performance.now();

  /**
   * @param time milliseconds until `act` is called
   * @param act is called once, after what has arrived by then was handled
   */
  constructor(time: number, act: () => void) {
    this.#time = time;
    this.#act = act;
    this.#left = time;
    this.#ticks = setInterval(() => this.#tick(), Math.max(1, Math.min(step, time)));
  }

  /** Begins anew. */
  refresh(): void {
    this.#left = this.#time;
    this.#last = performance.now();
  }

  clear(): void {
    clearInterval(this.#ticks);
    this.#left = Number.POSITIVE_INFINITY;
  }

  /** A signal that is aborted when the time is over, unless it is cleared before. It keeps no process alive. */
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
    // What arrived while nobody looked is handled before the next turn of the event loop.
    setImmediate(() => {
      if (this.#left <= 0) this.#act();
    });
  }
}
