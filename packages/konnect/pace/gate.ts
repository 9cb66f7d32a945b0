import { Pace, type PaceSettings } from './pace.ts';

/** The time in milliseconds since the epoch, and pauses that end early when the signal fires. */
export interface GateClock {
  now(): number;
  sleep(time: number, signal?: AbortSignal): Promise<void>;
}

/** Why a request was not let through: the signal that it came with fired first. */
export class GaveUp extends Error {
  override readonly name = 'GaveUp';
}

/** The right to send one request, until Konnect refuses another one. */
export type Permit = number;

/** Lets the requests to one host go one after another, in the order in which they came, at the pace that Konnect allows. */
export class Gate {
  readonly #pace: Pace;
  readonly #clock: GateClock;
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(clock: GateClock, settings?: PaceSettings) {
    this.#pace = new Pace(settings);
    this.#clock = clock;
  }

  /**
   * Waits for the turn of a request. Without a wait, signals do not matter.
   *
   * @param onHold called when the request begins to wait; what it returns is called at the end of the wait
   * @throws GaveUp when a signal fires while the request waits
   */
  async pass(signals: readonly AbortSignal[], onHold: () => () => void = () => () => {}): Promise<Permit> {
    if (this.#waiting === 0 && this.#pace.take(this.#clock.now()) === 0) return this.#pace.epoch;
    const signal = AbortSignal.any([...signals]);
    const released = onHold();
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = promise;
    this.#waiting += 1;
    try {
      await unlessFired(before, signal);
      for (;;) {
        if (signal.aborted) throw new GaveUp();
        const wait = this.#pace.take(this.#clock.now());
        if (wait === 0) return this.#pace.epoch;
        await this.#clock.sleep(Math.ceil(wait), signal);
      }
    } finally {
      this.#waiting -= 1;
      released();
      // Who gives up a place in the middle must not let the next one pass those in front.
      void before.then(resolve);
    }
  }

  /** Whether a request that was let through may still be sent. */
  holds(permit: Permit): boolean {
    return permit === this.#pace.epoch;
  }

  /** Notes an answer. @param retryAfter milliseconds, where it says them */
  note(permit: Permit, status: number, retryAfter: number | undefined): void {
    if (status === 429) this.#pace.refused(this.#clock.now(), permit, retryAfter);
    else this.#pace.accepted(this.#clock.now());
  }
}

/** Waits for a promise that never rejects, at most until the signal fires. */
function unlessFired(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      signal.removeEventListener('abort', done);
      resolve();
    };
    signal.addEventListener('abort', done);
    void promise.then(done);
  });
}
