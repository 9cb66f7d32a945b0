import { setTimeout as delay } from 'node:timers/promises';
import { retryAfter } from '@konduct/core/value/pause';
import type { GitHubAnswer } from './transport.ts';

/** When GitHub is asked again. All times are in milliseconds. */
export interface Patience {
  /** How often a request is sent in all, while GitHub fails. */
  readonly attempts: number;
  /** How often a request is sent in all, while no answer comes in time: each time costs all the time that one has. */
  readonly timeouts: number;
  /** The first pause; each next one is twice as long. */
  readonly baseDelay: number;
  /** The first pause after a limit that does not say when it ends; GitHub asks for a minute at least. */
  readonly limitDelay: number;
  /** How long one request, or all pages of one list, may take with everything that is repeated. */
  readonly deadline: number;
  /** The longest time in which nothing is said. */
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

/** Statuses of a failure that passes. */
export const passing: ReadonlySet<number> = new Set([500, 502, 503, 504]);

/**
 * Whether GitHub limits requests: by 429, or by 403 with what its documentation names as signs of a primary or secondary
 * limit. A request that met one did nothing.
 */
export function isLimited({ status, headers, text }: GitHubAnswer): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  return 'retry-after' in headers || isUsedUp(headers) || /rate limit|abuse detection/i.test(text.slice(0, 2000));
}

/** When a limit ends, in milliseconds since 1970; undefined where GitHub does not say. */
export function endOfLimit({ headers }: GitHubAnswer, now: number): number | undefined {
  const asked = retryAfter(headers['retry-after'], now);
  if (asked !== undefined) return now + asked;
  const reset = headers['x-ratelimit-reset'];
  return isUsedUp(headers) && reset !== undefined && /^\d{1,12}$/.test(reset) ? Number(reset) * 1000 : undefined;
}

function isUsedUp(headers: GitHubAnswer['headers']): boolean {
  return headers['x-ratelimit-remaining'] === '0';
}
