import type { KonnectAnswer, Transport } from './transport.ts';

/** A request as a Konnect that runs in this process takes it. */
export interface InProcessRequest {
  readonly method: string;
  /** `global` or a region. */
  readonly host: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  /** A JSON text. */
  readonly body?: string;
}

/**
 * Carries requests straight into a Konnect that is a function, without socket, host or client. Bodies pass through
 * JSON text, as over a network: the two sides share no object.
 *
 * @param handle answers a request; `handle` of the simulator bound to a state fits
 * @param token what to present itself with: it says which organization is meant
 */
export function inProcessTransport(
  handle: (request: InProcessRequest) => KonnectAnswer,
  token = 'kpat_in-process',
): Transport {
  return {
    async send({ method, scope, path, query, body }) {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const request = { method, host: scope, path, query: new URLSearchParams(query), headers };
      const answer = handle(body === undefined ? request : { ...request, body: JSON.stringify(body) });
      return answer.body === undefined ? answer : { ...answer, body: structuredClone(answer.body) };
    },
  };
}
