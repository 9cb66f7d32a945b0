import { setTimeout as delay } from 'node:timers/promises';
import { retryAfter } from '@konduct/core/value/pause';
import type { GitHubAnswer } from './transport.ts';

/** When requests to GitHub are repeated. All times are in milliseconds. */
export interface Patience {
  /** The most times that a request is sent while GitHub fails. */
  readonly attempts: number;
  /**
   * The most times that a request is sent while no answer comes in time: each attempt takes the whole time limit of an
   * answer.
   */
  readonly timeouts: number;
  /** The first pause. Each next one is twice as long. */
  readonly baseDelay: number;
  /** The first pause after a limit without an end. GitHub's documentation asks for at least a minute. */
  readonly limitDelay: number;
  /** The time limit for one request, or all pages of one list, with all attempts and pauses. */
  readonly deadline: number;
  /** The longest time without a line in the log. */
  readonly silence: number;
  /** A number from 0 to 1 that spreads pauses. */
  jitter(): number;
  now(): number;
  /** Resolves after the time, or at once when the signal fires. */
  sleep(time: number, signal?: AbortSignal): Promise<void>;
}

export const defaultPatience: Patience = {
  attempts: 4,
  timeouts: 2,
  baseDelay: 500,
  limitDelay: 60_000,
  deadline: 120_000,
  silence: 10_000,
  jitter: Math.random,
  now: Date.now,
  sleep: (time, signal) => delay(time, undefined, signal && { signal }).catch(() => undefined),
};

/** Statuses after which another attempt may succeed. */
export const passing: ReadonlySet<number> = new Set([500, 502, 503, 504]);

/**
 * Whether an answer is a limit on requests: 429, or 403 with the signs of a primary or secondary limit in GitHub's
 * documentation. GitHub has not acted on such a request.
 */
export function isLimited({ status, headers, text }: GitHubAnswer): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  return 'retry-after' in headers || isUsedUp(headers) || /rate limit|abuse detection/i.test(text.slice(0, 2000));
}

/** The end of a limit in milliseconds since 1970; undefined where GitHub does not send it. */
export function endOfLimit({ headers }: GitHubAnswer, now: number): number | undefined {
  const asked = retryAfter(headers['retry-after'], now);
  if (asked !== undefined) return now + asked;
  const reset = headers['x-ratelimit-reset'];
  return isUsedUp(headers) && reset !== undefined && /^\d{1,12}$/.test(reset) ? Number(reset) * 1000 : undefined;
}

function isUsedUp(headers: GitHubAnswer['headers']): boolean {
  return headers['x-ratelimit-remaining'] === '0';
}
