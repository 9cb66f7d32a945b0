/** How many requests each token may send to each host. */
export interface RateLimitOptions {
  /** Requests per second in the long run. */
  readonly perSecond: number;
  /** Requests that may come at once after a silence; as many as in a second by default. */
  readonly burst?: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/**
 * Konnect's limit on requests: a token bucket for each token and host. How Konnect counts is not documented; what it
 * answers was seen by decK's tests.
 */
export class RateLimit {
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #buckets = new Map<string, Bucket>();

  constructor({ perSecond, burst = perSecond }: RateLimitOptions) {
    this.#perSecond = perSecond;
    this.#burst = Math.max(1, burst);
  }

  /**
   * Counts a request.
   *
   * @param key the token and the host
   * @param now milliseconds
   * @returns the whole seconds after which to try again, at least 1, or undefined if the request is let through. A
   * refused request takes nothing from the bucket
   */
  refuses(key: string, now: number): number | undefined {
    const { tokens, at } = this.#buckets.get(key) ?? { tokens: this.#burst, at: now };
    const filled = Math.min(this.#burst, tokens + (Math.max(0, now - at) / 1000) * this.#perSecond);
    const isLeft = filled >= 1;
    this.#buckets.set(key, { tokens: isLeft ? filled - 1 : filled, at: now });
    return isLeft ? undefined : Math.max(1, Math.ceil((1 - filled) / this.#perSecond));
  }
}
