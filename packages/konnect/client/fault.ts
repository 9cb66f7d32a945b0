import { TransportError, type TransportFault } from '../transport.ts';

/** Codes of Node and undici by what they mean for a request. */
const faults: Readonly<Record<string, TransportFault>> = {
  ECONNREFUSED: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  UND_ERR_CONNECT_TIMEOUT: 'unreachable',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'untrusted',
  ERR_TLS_CERT_ALTNAME_INVALID: 'misnamed',
  SELF_SIGNED_CERT_IN_CHAIN: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'untrusted',
  UND_ERR_PRX_TLS: 'proxy',
  UND_ERR_PRX_CONN: 'proxy',
  // With this agent only a proxy that refuses the tunnel aborts or invalidates a request.
  UND_ERR_ABORTED: 'proxy',
  UND_ERR_INVALID_ARG: 'proxy',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'too-large',
};

/**
 * What went wrong on the way. Everything unknown counts as a connection that broke, after which a request may have
 * taken effect: that is the careful reading.
 */
export function faultOf(error: unknown, redact: (text: string) => string): TransportError {
  for (const { code, message } of causes(error)) {
    const fault = faults[code];
    const text = message.includes(code) ? message : `${message} (${code})`.trim();
    if (fault !== undefined) return new TransportError(fault, redact(text));
  }
  const message = error instanceof Error ? error.message : String(error);
  return new TransportError('reset', redact(message));
}

interface Coded {
  readonly code: string;
  readonly message: string;
}

/** The error and what caused it, innermost first; of several attempts to connect, each. */
function causes(error: unknown): Coded[] {
  if (!(error instanceof Error)) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [{ code: error.code, message: error.message }] : [];
  const inner = error instanceof AggregateError ? error.errors : [error.cause];
  return [...inner.flatMap(causes), ...own];
}
