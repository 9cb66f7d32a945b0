import type { RetryPolicy } from '../retry.ts';

/** How a {@link Pace} answers refusals. Times are in milliseconds, rates in requests per second. */
export interface PaceSettings {
  /** The pause after a refusal without `Retry-After`. Doubled with each refusal that follows without a success. */
  readonly firstPause: number;
  /** The longest pause of its own choice. */
  readonly longestPause: number;
  /**
   * The longest `Retry-After` that is obeyed for all requests. A longer one pauses none of them: each request then
   * learns by itself that Konnect asks for more than anybody waits.
   */
  readonly patience: number;
  /** The most of the refused rate that is left after a refusal. */
  readonly decrease: number;
  /** The part of the refused rate that is added for each second of successes. */
  readonly growth: number;
  /** The lowest rate. */
  readonly slowest: number;
  /** The time whose requests may be sent at once after a silence. */
  readonly burst: number;
}

export const defaultPace: PaceSettings = {
  firstPause: 1_000,
  longestPause: 30_000,
  patience: 120_000,
  decrease: 0.7,
  growth: 0.02,
  slowest: 0.2,
  burst: 100,
};

/**
 * The pace of a run that repeats requests by a policy. The first pause for all requests is four times the policy's own
 * for one, and none is longer than a quarter of its patience.
 */
export function paceFor({ baseDelay, patience }: Pick<RetryPolicy, 'baseDelay' | 'patience'>): PaceSettings {
  return { ...defaultPace, firstPause: 4 * baseDelay, longestPause: patience / 4, patience };
}

/** A successful answer longer after the last one counts for no more than so much growth, in milliseconds. */
const longestStep = 1_000;

/**
 * A token bucket for the requests of one organization to one host, as a machine without clock and network. There is no
 * limit before Konnect first refuses a request with 429: its contract names none. From then on the bucket knows a rate.
 * A refusal pauses all requests and lowers the rate, to what Konnect accepted since the pause before, this pause
 * included; successes raise it again by a constant step.
 *
 * Times are milliseconds of any clock; each call gets the present one.
 */
export class Pace {
  readonly #settings: PaceSettings;
  #rate = Number.POSITIVE_INFINITY;
  /** Requests per second that are added in a second of successes. */
  #step = 0;
  #tokens = 1;
  #filledAt = 0;
  #pausedUntil = Number.NEGATIVE_INFINITY;
  #epoch = 0;
  /** Refusals since the last success, and the time of the first of them. */
  #refused = 0;
  #refusedSince = Number.POSITIVE_INFINITY;
  /** When the first request after the last pause was sent, and the number of successes since. */
  #since: number | undefined;
  #accepted = 0;
  #acceptedAt = 0;

  constructor(settings: PaceSettings = defaultPace) {
    this.#settings = settings;
  }

  /** Grows with each refusal that changes the rate. What was allowed before the last one must ask again. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Requests per second; infinite before the first refusal. */
  get rate(): number {
    return this.#rate;
  }

  /** Lets a request go and returns 0, or returns the milliseconds to wait before it is asked again. */
  take(now: number): number {
    // A Konnect that accepts nothing for so long limits no rate: each request then finds that out by itself.
    if (now - this.#refusedSince > this.#settings.patience) return 0;
    if (now < this.#pausedUntil) return this.#pausedUntil - now;
    if (this.#rate !== Number.POSITIVE_INFINITY) {
      this.#fill(now);
      if (this.#tokens < 1) return ((1 - this.#tokens) / this.#rate) * 1000;
      this.#tokens -= 1;
    }
    this.#since ??= now;
    return 0;
  }

  /** Notes an answer other than 429. */
  accepted(now: number): void {
    this.#refused = 0;
    this.#refusedSince = Number.POSITIVE_INFINITY;
    this.#accepted += 1;
    const time = Math.max(0, Math.min(longestStep, now - this.#acceptedAt));
    this.#acceptedAt = now;
    if (this.#rate === Number.POSITIVE_INFINITY) return;
    this.#fill(now);
    this.#rate += (this.#step * time) / 1000;
  }

  /**
   * Notes a 429.
   *
   * @param epoch the epoch in which the request was let go. Requests that were under way together are refused together,
   * which lowers the rate once
   * @param retryAfter milliseconds, where Konnect says them
   */
  refused(now: number, epoch: number, retryAfter: number | undefined): void {
    const { patience } = this.#settings;
    this.#refusedSince = Math.min(this.#refusedSince, now);
    if (retryAfter !== undefined && retryAfter > patience) return;
    if (epoch === this.#epoch) this.#refused += 1;
    const until = now + (retryAfter || this.#ownPause());
    this.#pausedUntil = Math.max(this.#pausedUntil, until);
    if (epoch !== this.#epoch) return;
    this.#slowDown(now);
    this.#epoch += 1;
    this.#since = undefined;
    this.#accepted = 0;
    this.#tokens = 1;
    this.#filledAt = this.#pausedUntil;
  }

  #ownPause(): number {
    const { firstPause, longestPause } = this.#settings;
    return Math.min(longestPause, firstPause * 2 ** Math.max(0, this.#refused - 1));
  }

  /** The new rate lies between what was refused and what is certainly allowed, and is always below the old one. */
  #slowDown(now: number): void {
    const { decrease, growth, slowest } = this.#settings;
    const since = this.#since ?? now;
    const perSecond = (until: number) => (this.#accepted / Math.max(1, until - since)) * 1000;
    const refusedRate = Math.min(this.#rate, Math.max(slowest, perSecond(now)));
    this.#rate = Math.max(slowest, Math.min(decrease * refusedRate, perSecond(this.#pausedUntil)));
    this.#step = growth * refusedRate;
  }

  #fill(now: number): void {
    const most = Math.max(1, (this.#rate * this.#settings.burst) / 1000);
    const time = Math.max(0, now - this.#filledAt);
    this.#tokens = Math.min(most, this.#tokens + (this.#rate * time) / 1000);
    this.#filledAt = Math.max(this.#filledAt, now);
  }
}
