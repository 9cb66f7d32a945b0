import type { KonnectAnswer, Transport } from './transport.ts';

/** A request to a Konnect in this process. */
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
 * Sends requests to a Konnect that is a function in this process, without socket, host or client. Bodies pass through
 * JSON text as over a network, so that the two sides share no object.
 *
 * @param handle answers a request, such as `handle` of the simulator bound to a state
 * @param token the token of the requests, which decides the organization
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
