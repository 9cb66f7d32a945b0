import { setTimeout as delay } from 'node:timers/promises';
import { retryAfter as afterHeader, backoff as doubled } from '@konduct/core/value/pause';
import { isLasting, isUnsent } from '@konduct/network/fault';
import { type KonnectAnswer, type KonnectRequest, type Transport, TransportError } from './transport.ts';

/** When requests are repeated. All times are in milliseconds. */
export interface RetryPolicy {
  /** The most times that a request is sent while Konnect fails. */
  readonly attempts: number;
  /** The first pause. Each next one is twice as long. */
  readonly baseDelay: number;
  /** The longest sum of all pauses of one request. The time for which a transport holds it back is no pause. */
  readonly patience: number;
  /**
   * The most times that a request is sent while no answer comes in time: each attempt takes the whole time limit of an
   * answer.
   */
  readonly timeouts: number;
  /** The time limit for all pages of a list, without the wait for other requests. */
  readonly list: number;
  /** The time within which a list shows a new object. */
  readonly settle: number;
  /** A number from 0 to 1 that spreads pauses, so that parallel requests are not repeated together. */
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
 * A write without an answer, or with one that does not show whether it took effect. Repeating it could create a second
 * object, so the caller looks for the first one before.
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
 * Sends a request until there is a success, a refusal, or the last allowed failure.
 *
 * @param repeatable whether sending it twice has the same effect as once
 * @param signal when it fires, pauses end and the request is not repeated; one that the transport holds back is not sent
 * @param give when it fires, waiting for an answer ends, too
 * @throws TransportError when the last attempt got no answer
 * @throws NotSent when the signal fired while the transport held the request back
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
    const outcome = await transport.send(request, give, signal).catch(faultOf);
    if (outcome instanceof TransportError && outcome.fault === 'timeout') late += 1;
    const rateLimited = !(outcome instanceof TransportError) && outcome.status === 429;
    // Konnect has not acted on a request that it answers with 429. Even a creation may be repeated then, and only the
    // time limits the attempts.
    if (!rateLimited) {
      if (isFinal(outcome)) return settled(outcome);
      if (!repeatable && mayHaveHappened(outcome)) throw new AmbiguousWrite(outcome);
    }
    const count = rateLimited ? ++limited : ++failed;
    // `Retry-After` may be 0; then only the growing pause limits the attempts.
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

/** The pause in `Retry-After`, in milliseconds. Undefined when the header is absent or unreadable. */
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
