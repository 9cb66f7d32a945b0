import pLimit, { type LimitFunction } from 'p-limit';
import { retryAfter } from '../retry.ts';
import { type KonnectAnswer, NotSent, TransportError } from '../transport.ts';
import { Gate, type GateClock, GaveUp, type Permit } from './gate.ts';
import type { PaceSettings } from './pace.ts';

/** What ends the wait of a request: for its answer, and for its turn. See `Transport.send`. */
export interface TurnEnds {
  readonly signal?: AbortSignal | undefined;
  readonly stop?: AbortSignal | undefined;
}

/**
 * The turns of one organization's requests: a limit on those in flight, over all hosts, and for each host the pace that
 * Konnect allows.
 */
export class Turns {
  readonly #turn: LimitFunction;
  readonly #clock: GateClock;
  readonly #onHold: (scope: string) => () => void;
  readonly #pace: PaceSettings | undefined;
  readonly #gates = new Map<string, Gate>();

  /**
   * @param concurrency the most requests in flight at once
   * @param onHold called with the host when a request begins to be held back; what it returns is called at the end
   * @param pace how refusals are answered; by default as `defaultPace` says
   */
  constructor(
    concurrency: number,
    clock: GateClock,
    onHold: (scope: string) => () => void = () => () => {},
    pace?: PaceSettings,
  ) {
    this.#pace = pace;
    this.#turn = pLimit(concurrency);
    this.#clock = clock;
    this.#onHold = onHold;
  }

  /**
   * Sends a request in its turn.
   *
   * @throws NotSent when `stop` fires, TransportError when `signal` fires, while the request is held back
   */
  async take(scope: string, send: () => Promise<KonnectAnswer>, ends: TurnEnds = {}): Promise<KonnectAnswer> {
    const gate = this.#gateTo(scope);
    for (;;) {
      const permit = await this.#pass(gate, scope, ends);
      // A request that is held back takes no place from those to other hosts, so that it may have to wait for a place
      // after it was let through. If Konnect refused another one meanwhile, it waits for its turn again.
      const answer = await this.#turn(async () => {
        if (!gate.holds(permit)) return undefined;
        const received = await send();
        gate.note(permit, received.status, retryAfter(received, this.#clock.now()));
        return received;
      });
      if (answer) return answer;
    }
  }

  #gateTo(scope: string): Gate {
    const known = this.#gates.get(scope);
    if (known) return known;
    const gate = new Gate(this.#clock, this.#pace);
    this.#gates.set(scope, gate);
    return gate;
  }

  async #pass(gate: Gate, scope: string, { signal, stop }: TurnEnds): Promise<Permit> {
    const signals = [signal, stop].filter((one) => one !== undefined);
    try {
      return await gate.pass(signals, () => this.#onHold(scope));
    } catch (error) {
      if (!(error instanceof GaveUp)) throw error;
      if (signal?.aborted) throw new TransportError('timeout', 'it was held back, because Konnect limits the rate');
      throw new NotSent();
    }
  }
}
