/** Limits of a request, in milliseconds and bytes. docs/reference/deadlines.md lists those of each client. */
export interface NetworkLimits {
  /** For connecting, with TLS. */
  readonly connect: number;
  /** For a proxy's answer to CONNECT. */
  readonly tunnel: number;
  /** From the request to the end of the answer, with redirects, even if data keeps coming. */
  readonly answer: number;
  /** From the request to the head of the answer. Absent: only `answer` counts. */
  readonly headers?: number;
  /** Between two pieces of the body. Absent: only `answer` counts. */
  readonly body?: number;
  /** Of the body of an answer. */
  readonly bytes: number;
}
