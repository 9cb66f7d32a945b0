import type { RequestEvent } from './client.ts';

/** Calls of a client. */
export interface CallTally {
  /** GETs that were answered for good. */
  readonly reads: number;
  /** All other requests that were answered for good. */
  readonly writes: number;
  /** Calls that Konnect put off with 429, failed at, or left without an answer, so that they were sent again or given up. */
  readonly vain: number;
  /** Calls in none of the other counts: those for a lease that another run held, and those that prolonged the own one. */
  readonly lease: number;
}

const vain: ReadonlySet<number | undefined> = new Set([undefined, 429, 500, 502, 503, 504]);

/** Counts the calls of a client, and measures how long their answers take. */
export class CallMeter {
  #reads = 0;
  #writes = 0;
  #vain = 0;
  #lease = 0;
  #time = 0;

  get tally(): CallTally {
    return { reads: this.#reads, writes: this.#writes, vain: this.#vain, lease: this.#lease };
  }

  /** Counts calls that were counted before as calls for a lease. Nobody can foresee how many there are. */
  countForLease({ reads, writes }: Pick<CallTally, 'reads' | 'writes'>): void {
    this.#reads -= reads;
    this.#writes -= writes;
    this.#lease += reads + writes;
  }

  /** Milliseconds of the average answer; undefined before the first one. */
  get latency(): number | undefined {
    const answers = this.#reads + this.#writes + this.#lease;
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
