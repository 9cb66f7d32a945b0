/** What an exchange may cost: milliseconds, and bytes. Each client has its own, which docs/reference/deadlines.md lists. */
export interface NetworkLimits {
  /** For a connection, TLS included. */
  readonly connect: number;
  /** For a proxy to answer CONNECT. */
  readonly tunnel: number;
  /** From the request to the end of the answer, redirects included, however steadily it trickles. */
  readonly answer: number;
  /** From the request to the head of the answer; without it `answer` alone counts. */
  readonly headers?: number;
  /** Between two pieces of the body; without it `answer` alone counts. */
  readonly body?: number;
  /** Of the body of an answer. */
  readonly bytes: number;
}
