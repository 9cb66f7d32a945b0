import type { RequestEvent } from './client.ts';

/** Calls of a client. */
export interface CallTally {
  /** GETs that were answered for good. */
  readonly reads: number;
  /** All other requests that were answered for good. */
  readonly writes: number;
  /** Calls that Konnect put off with 429, failed at, or left without an answer, so that they were sent again or given up. */
  readonly vain: number;
}

const vain: ReadonlySet<number | undefined> = new Set([undefined, 429, 500, 502, 503, 504]);

/** Counts the calls of a client, and measures how long their answers take. */
export class CallMeter {
  #reads = 0;
  #writes = 0;
  #vain = 0;
  #time = 0;

  get tally(): CallTally {
    return { reads: this.#reads, writes: this.#writes, vain: this.#vain };
  }

  /** Milliseconds of the average answer; undefined before the first one. */
  get latency(): number | undefined {
    const answers = this.#reads + this.#writes;
    return answers === 0 ? undefined : this.#time / answers;
  }

  readonly note = ({ method, status, milliseconds }: RequestEvent): void => {
    if (vain.has(status)) {
      this.#vain += 1;
      return;
    }
    this.#time += milliseconds;
    if (method === 'GET') this.#reads += 1;
    else this.#writes += 1;
  };
}
