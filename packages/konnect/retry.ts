import { setTimeout as delay } from 'node:timers/promises';
import { retryAfter as afterHeader, backoff as doubled } from '@konduct/core/value/pause';
import { isLasting, isUnsent } from '@konduct/network/fault';
import { type KonnectAnswer, type KonnectRequest, type Transport, TransportError } from './transport.ts';

/** When to try again. All times are in milliseconds. */
export interface RetryPolicy {
  /** How often a request is sent in all, while Konnect fails. */
  readonly attempts: number;
  /** The first pause; each next one is twice as long. */
  readonly baseDelay: number;
  /** How long one request waits in all between attempts. */
  readonly patience: number;
  /** How often a request is sent in all, while no answer comes in time: each time costs all the time that one has. */
  readonly timeouts: number;
  /** How long the pages of a list may take in all, without the wait for their turns. */
  readonly list: number;
  /** How long a list may take to show what was written. */
  readonly settle: number;
  /** A number from 0 to 1 that spreads pauses, so that parallel requests do not return together. */
  jitter(): number;
  now(): number;
  /** Resolves after the time, or at once when the signal fires. */
  sleep(time: number, signal?: AbortSignal): Promise<void>;
}

export const defaultRetry: RetryPolicy = {
  attempts: 4,
  baseDelay: 250,
  patience: 120_000,
  timeouts: 2,
  list: 600_000,
  settle: 10_000,
  jitter: Math.random,
  now: Date.now,
  sleep: (time, signal) => delay(time, undefined, signal && { signal }).catch(() => undefined),
};

/**
 * A write got no answer, or one that leaves open whether it took effect. Repeating it could make a second object:
 * whoever catches this looks first.
 */
export class AmbiguousWrite extends Error {
  override readonly name = 'AmbiguousWrite';
  readonly outcome: KonnectAnswer | TransportError;

  constructor(outcome: KonnectAnswer | TransportError) {
    super('a write may or may not have taken effect');
    this.outcome = outcome;
  }
}

const passing: ReadonlySet<number> = new Set([500, 502, 503, 504]);

/**
 * Sends a request until there is an answer worth returning: a success, a refusal, or the last failure.
 *
 * @param repeatable sending it twice does what sending it once does
 * @param signal when it fires, pauses end and nothing is tried again
 * @param give when it fires, an answer that is on its way is not waited for either
 * @throws TransportError when there was no answer to the last attempt
 * @throws AmbiguousWrite when a request that is not repeatable may have taken effect
 */
export async function sendPatiently(
  transport: Transport,
  request: KonnectRequest,
  repeatable: boolean,
  policy: RetryPolicy,
  signal?: AbortSignal,
  give?: AbortSignal,
): Promise<KonnectAnswer> {
  let waited = 0;
  for (let failed = 0, limited = 0, late = 0; ; ) {
    const outcome = await transport.send(request, give).catch(faultOf);
    if (outcome instanceof TransportError && outcome.fault === 'timeout') late += 1;
    const rateLimited = !(outcome instanceof TransportError) && outcome.status === 429;
    // After a 429 Konnect did nothing, so that even a creation may be sent again, and time alone is the limit.
    if (!rateLimited) {
      if (isFinal(outcome)) return settled(outcome);
      if (!repeatable && mayHaveHappened(outcome)) throw new AmbiguousWrite(outcome);
    }
    const count = rateLimited ? ++limited : ++failed;
    // What Konnect asks for may be no time at all, and then only the growing pause ends the repetition.
    const pause = Math.max(retryAfter(outcome, policy.now()) ?? 0, backoff(policy, count));
    waited += pause;
    if (failed >= policy.attempts || late >= policy.timeouts || waited > policy.patience) return settled(outcome);
    if (signal?.aborted || give?.aborted) return settled(outcome);
    await policy.sleep(pause, signal);
  }
}

/** The pause after the given failed attempt, counted from 1: between half and all of the doubled base. */
export function backoff(policy: RetryPolicy, attempt: number): number {
  return doubled(policy.baseDelay, attempt, policy.jitter());
}

/** `Retry-After` in milliseconds. Undefined when absent or not understood. */
export function retryAfter(outcome: KonnectAnswer | TransportError, now: number): number | undefined {
  return outcome instanceof TransportError ? undefined : afterHeader(outcome.headers['retry-after'], now);
}

function faultOf(error: unknown): TransportError {
  if (error instanceof TransportError) return error;
  throw error;
}

function settled(outcome: KonnectAnswer | TransportError): KonnectAnswer {
  if (outcome instanceof TransportError) throw outcome;
  return outcome;
}

function isFinal(outcome: KonnectAnswer | TransportError): boolean {
  return outcome instanceof TransportError ? isLasting(outcome.fault) : !passing.has(outcome.status);
}

function mayHaveHappened(outcome: KonnectAnswer | TransportError): boolean {
  return !(outcome instanceof TransportError) || !isUnsent(outcome.fault);
}
