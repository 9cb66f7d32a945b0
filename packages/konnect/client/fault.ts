import { networkFault } from '@konduct/core/value/network-fault';
import { TransportError } from '../transport.ts';

/** What went wrong on the way to Konnect. */
export function faultOf(error: unknown, redact: (text: string) => string): TransportError {
  const { fault, message } = networkFault(error);
  return new TransportError(fault, redact(message));
}
