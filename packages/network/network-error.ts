import { type NetworkFault, networkFault } from './fault.ts';

/** There was no answer, or not the whole of it. The message is for people; it may quote what the far side said. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  readonly fault: NetworkFault;

  constructor(fault: NetworkFault, message: string, cause?: unknown) {
    super(message, { cause });
    this.fault = fault;
  }

  /** What an error of Node.js or undici means for a request. */
  static of(error: unknown): NetworkError {
    if (error instanceof NetworkError) return error;
    const { fault, message } = networkFault(error);
    return new NetworkError(fault, message, error);
  }
}
