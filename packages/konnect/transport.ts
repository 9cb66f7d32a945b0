import type { NetworkFault } from '@konduct/network/fault';

/** A request in terms of Konnect's API contract, without host, token or header: the transport adds those. */
export interface KonnectRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** The host: `global`, or a region such as `eu`. */
  readonly scope: string;
  /** Absolute, with percent-encoded parts and without query. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Plain JSON. */
  readonly body?: unknown;
}

/** An answer of Konnect. */
export interface KonnectAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON, or the text if the body is not JSON; undefined without a body. */
  readonly body?: unknown;
  /**
   * Milliseconds from sending to the end of the answer, without the wait for a free slot. Undefined for a Konnect in
   * this process.
   */
  readonly took?: number;
}

/**
 * Sends requests to a Konnect: over the network, or to a simulated one in this process. Rejects with a {@link
 * TransportError} when no answer comes; every answer is returned, whatever its status.
 */
export interface Transport {
  /**
   * @param signal when it fires, waiting for the answer ends with a {@link TransportError} of the fault `timeout`
   * @param stop when it fires while the request is held back because Konnect limits the rate, the request is not sent.
   * It does not end a request that was sent.
   * @throws NotSent when `stop` kept the request from being sent
   */
  send(request: KonnectRequest, signal?: AbortSignal, stop?: AbortSignal): Promise<KonnectAnswer>;
}

export type TransportFault = NetworkFault;

/**
 * The error of a request without an answer. The message is for people and holds no secret. `isUnsent` says whether the
 * request may have taken effect.
 */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly fault: TransportFault;

  constructor(fault: TransportFault, message: string) {
    super(message);
    this.fault = fault;
  }
}

/** The error of a request that was held back until the run was asked to stop. It took no effect. */
export class NotSent extends Error {
  override readonly name = 'NotSent';
}
