import type { NetworkFault } from '@konduct/network/fault';

/**
 * One call to Konnect in the words of its API contract, without host, token or header: whoever carries it adds those.
 */
export interface KonnectRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Which of Konnect's hosts serves it: `global`, or a region such as `eu`. */
  readonly scope: string;
  /** Absolute, with percent-encoded parts and without query. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Plain JSON. */
  readonly body?: unknown;
}

/** What Konnect answered. */
export interface KonnectAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON; the text itself where the body is not JSON; undefined where there is none. */
  readonly body?: unknown;
  /** Milliseconds from sending to the end of the answer, without the wait for a turn. Undefined where nothing travelled. */
  readonly took?: number;
}

/**
 * Carries requests to a Konnect: over the network, or straight into a simulated one. Rejects with a
 * {@link TransportError} when there is no answer; every answer, whatever its status, is returned.
 */
export interface Transport {
  /** @param signal when it fires, nobody waits for the answer any more: a {@link TransportError} of the fault `timeout` */
  send(request: KonnectRequest, signal?: AbortSignal): Promise<KonnectAnswer>;
}

export type TransportFault = NetworkFault;

/**
 * There was no answer. The message is for people and holds no secret. Whether the request may have taken effect, `isUnsent`
 * says.
 */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly fault: TransportFault;

  constructor(fault: TransportFault, message: string) {
    super(message);
    this.fault = fault;
  }
}
