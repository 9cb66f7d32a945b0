import { PagingError } from './pagination.ts';
import type { KonnectAnswer } from './transport.ts';

/**
 * The time that the pages of one list may take in all. Only the time on the way counts: that a run has much to ask is no
 * fault of a list.
 */
export class ListTime {
  readonly #limit: number;
  readonly #end = new AbortController();
  #spent = 0;

  /** @param limit milliseconds */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Fires when the time is used up, for the pages that were asked for together. */
  get signal(): AbortSignal {
    return this.#end.signal;
  }

  /** @throws PagingError when the time is used up */
  spend({ took = 0 }: KonnectAnswer): void {
    this.#spent += took;
    if (this.#spent <= this.#limit) return;
    this.#end.abort();
    throw new PagingError(`its pages took more than ${Math.round(this.#limit / 1000)} seconds`);
  }
}
