import { type NetworkFault, networkFault } from './fault.ts';

/** The error of a request without a complete answer. The message is for people and may quote the far side. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  readonly fault: NetworkFault;

  constructor(fault: NetworkFault, message: string, cause?: unknown) {
    super(message, { cause });
    this.fault = fault;
  }

  /** The error for one of Node.js or undici. */
  static of(error: unknown): NetworkError {
    if (error instanceof NetworkError) return error;
    const { fault, message } = networkFault(error);
    return new NetworkError(fault, message, error);
  }
}
