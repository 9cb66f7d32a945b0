import { count } from '@konduct/core/value/count';
import { PagingError } from './pagination.ts';
import type { KonnectAnswer } from './transport.ts';

/**
 * The time limit for all pages of one list. Only the time of requests counts: pages that wait for other requests of the
 * run use none.
 */
export class ListTime {
  readonly #limit: number;
  readonly #end = new AbortController();
  #spent = 0;

  /** @param limit milliseconds */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Fires when the time is used up. For pages that are requested together. */
  get signal(): AbortSignal {
    return this.#end.signal;
  }

  /** @throws PagingError when the time is used up */
  spend({ took = 0 }: KonnectAnswer): void {
    this.#spent += took;
    if (this.#spent <= this.#limit) return;
    this.#end.abort();
    throw new PagingError(`its pages took more than ${count(Math.round(this.#limit / 1000), 'second')}`);
  }
}
