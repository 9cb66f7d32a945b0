/** Why there was no answer to a request. */
export type NetworkFault =
  | 'unreachable'
  /** Its certificate is signed by nobody that is trusted here. */
  | 'untrusted'
  /** Its certificate is for other host names. */
  | 'misnamed'
  /** Its certificate is not valid at this time. */
  | 'expired'
  | 'proxy'
  /** What the environment of this machine says about proxies and authorities cannot be used. */
  | 'settings'
  /** It leads elsewhere too often, or out of https. */
  | 'redirect'
  | 'reset'
  | 'timeout'
  | 'too-large';

/** Codes of Node.js and undici by what they mean for a request. */
const faults: Readonly<Record<string, NetworkFault>> = {
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
  // With our agents only a proxy that refuses the tunnel aborts or invalidates a request.
  UND_ERR_ABORTED: 'proxy',
  UND_ERR_INVALID_ARG: 'proxy',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'too-large',
};

/**
 * What went wrong on the way of a request. Everything unknown counts as a connection that broke, after which a request may
 * have taken effect: that is the careful reading.
 */
export function networkFault(error: unknown): { readonly fault: NetworkFault; readonly message: string } {
  for (const { code, message } of causes(error)) {
    const fault = faults[code];
    const text = message.includes(code) ? message : `${message} (${code})`.trim();
    if (fault !== undefined) return { fault, message: text };
  }
  return { fault: 'reset', message: error instanceof Error ? error.message : String(error) };
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

/**
 * What to do about a fault on the way to a host that no setting of ours names.
 *
 * @param host as it is asked, with its port
 */
export function networkFix(fault: NetworkFault, host: string): string {
  switch (fault) {
    case 'unreachable':
      return `Check the network and that ${host} can be reached from here; behind a proxy set HTTPS_PROXY and NO_PROXY.`;
    case 'untrusted':
      return `If a proxy or gateway of yours opens TLS connections, name its certificate authority in NODE_EXTRA_CA_CERTS or SSL_CERT_FILE.`;
    case 'misnamed':
      return `What answers as ${host} has a certificate for other names: a proxy or a name server may lead elsewhere.`;
    case 'expired':
      return `Check the clock of this machine. If it is right, whoever runs ${host} has to renew its certificate.`;
    case 'proxy':
      return `Check the address and the login in HTTPS_PROXY, and whether the proxy lets ${host} through.`;
    case 'settings':
      return 'Correct or unset the variable of the environment that is named.';
    case 'redirect':
      return `Check that no proxy or sign-in page answers in the place of ${host}.`;
    case 'too-large':
      return `Check that no proxy or sign-in page answers in the place of ${host}.`;
    case 'reset':
    case 'timeout':
      return `Run it again; if it stays, check what stands between this machine and ${host}.`;
  }
}
