import { interrupted, type Purpose, refusal, toUserError, unreadable } from './refusal.ts';
import { AmbiguousWrite, type RetryPolicy, sendPatiently } from './retry.ts';
import { type KonnectAnswer, type KonnectRequest, NotSent, type Transport, TransportError } from './transport.ts';

/** Sends requests, repeats failed ones where that is safe, and turns failures into messages for people. */
export class Exchange {
  readonly policy: RetryPolicy;
  readonly #transport: Transport;
  readonly #stop: AbortSignal | undefined;
  readonly #onlyReads: boolean;

  /**
   * @param stop when it fires, no operation begins, no request is repeated, and none is sent that is held back because
   * Konnect limits the rate; a request in flight is finished
   * @param onlyReads for operations that write nothing: requests in flight end at once, too
   */
  constructor(transport: Transport, policy: RetryPolicy, stop?: AbortSignal, onlyReads = false) {
    this.policy = policy;
    this.#transport = transport;
    this.#stop = stop;
    this.#onlyReads = onlyReads;
  }

  /** An exchange for operations that only read: they end as soon as the run is asked to stop. */
  forReading(): Exchange {
    return new Exchange(this.#transport, this.policy, this.#stop, true);
  }

  /** Must be called before an operation begins, never within one. @throws UserError when the run was asked to stop */
  begin(purpose: Purpose): void {
    if (this.stopped) throw interrupted(purpose);
  }

  /** Waits for some time, or until the run is asked to stop. */
  async pause(time: number): Promise<void> {
    await this.policy.sleep(time, this.#stop);
  }

  get stopped(): boolean {
    return this.#stop?.aborted ?? false;
  }

  /**
   * The answer, whatever its status.
   *
   * @param give when it fires, waiting for the answer ends
   * @throws UserError when no answer comes
   * @throws AmbiguousWrite when a request that is not repeatable may have taken effect
   */
  async answer(
    purpose: Purpose,
    request: KonnectRequest,
    repeatable: boolean,
    give?: AbortSignal,
  ): Promise<KonnectAnswer> {
    try {
      const ends = [...(give ? [give] : []), ...(this.#onlyReads && this.#stop ? [this.#stop] : [])];
      const end = ends.length > 0 ? AbortSignal.any(ends) : undefined;
      return await sendPatiently(this.#transport, request, repeatable, this.policy, this.#stop, end);
    } catch (error) {
      if (error instanceof NotSent || (this.#onlyReads && this.stopped)) throw interrupted(purpose, true);
      throw error instanceof AmbiguousWrite ? error : toUserError(purpose, request, error);
    }
  }

  /** The body of a successful GET. @throws UserError for every other result */
  async get(purpose: Purpose, request: KonnectRequest): Promise<unknown> {
    return bodyOf(purpose, request, await this.answer(purpose, request, true));
  }

  /** The error to throw when a write stayed ambiguous. */
  finalError(purpose: Purpose, request: KonnectRequest, { outcome }: AmbiguousWrite): unknown {
    return outcome instanceof TransportError
      ? toUserError(purpose, request, outcome)
      : refusal(purpose, request, outcome);
  }
}

export function isSuccess(answer: KonnectAnswer): boolean {
  return answer.status >= 200 && answer.status < 300;
}

/** The parsed body of a success, undefined without one. @throws UserError for every answer but a success in JSON */
export function bodyOf(purpose: Purpose, request: KonnectRequest, answer: KonnectAnswer): unknown {
  if (!isSuccess(answer)) throw refusal(purpose, request, answer);
  if (typeof answer.body === 'string') throw toUserError(purpose, request, unreadable(answer));
  return answer.body;
}
