/** The reason why a request got no answer. */
export type NetworkFault =
  | 'unreachable'
  /** The far side does not use TLS. */
  | 'plain'
  /** No trusted authority signed the certificate. */
  | 'untrusted'
  /** The certificate is for other host names. */
  | 'misnamed'
  /** The certificate is not valid at this time. */
  | 'expired'
  /** The proxy refuses, or does not answer. */
  | 'proxy'
  /** The proxy cannot be reached. */
  | 'proxy-unreachable'
  /** The address of the proxy says TLS, but the proxy does not use it. */
  | 'proxy-plain'
  /** The environment's settings for proxies and authorities cannot be used. */
  | 'settings'
  /** The answer redirects too often, or to something other than https. */
  | 'redirect'
  | 'reset'
  | 'timeout'
  | 'too-large';

/** The fault behind each error code of Node.js and undici. */
const faults: Readonly<Record<string, NetworkFault>> = {
  ECONNREFUSED: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  UND_ERR_CONNECT_TIMEOUT: 'unreachable',
  ERR_SSL_WRONG_VERSION_NUMBER: 'plain',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'plain',
  ERR_SSL_HTTP_REQUEST: 'plain',
  ERR_SSL_UNKNOWN_PROTOCOL: 'plain',
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
  // With our agents, only a proxy that refuses the tunnel causes this.
  UND_ERR_ABORTED: 'proxy',
  UND_ERR_INVALID_ARG: 'proxy',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'too-large',
};

/** Faults that a second attempt does not remove. */
const lasting: ReadonlySet<string> = new Set<NetworkFault>([
  'plain',
  'untrusted',
  'misnamed',
  'expired',
  'proxy',
  'proxy-plain',
  'settings',
  'redirect',
  'too-large',
]);

/** Faults that keep a request from being sent. */
const unsent: ReadonlySet<string> = new Set<NetworkFault>([
  'unreachable',
  'plain',
  'untrusted',
  'misnamed',
  'expired',
  'proxy',
  'proxy-unreachable',
  'proxy-plain',
  'settings',
]);

/** Whether a second attempt would fail as well. */
export function isLasting(fault: string): boolean {
  return lasting.has(fault);
}

/** Whether the fault kept the request from being sent, so that it took no effect. */
export function isUnsent(fault: string): boolean {
  return unsent.has(fault);
}

/**
 * The fault behind an error. An unknown error counts as a broken connection, after which the request may have taken
 * effect: that is the safe assumption.
 */
export function networkFault(error: unknown): { readonly fault: NetworkFault; readonly message: string } {
  for (const { code, message } of causes(error)) {
    const fault = faults[code];
    if (fault === 'plain') return { fault, message: `no TLS is spoken there (${code})` };
    if (fault !== undefined) return { fault, message: plainMessage(message, code) };
  }
  return { fault: 'reset', message: plainMessage(error instanceof Error ? error.message : String(error), '') };
}

/**
 * The message without OpenSSL's numbers and without advice to start Node.js with an option, which users of Konduct
 * cannot do.
 */
function plainMessage(message: string, code: string): string {
  const text = message
    .replace(/^.*:error:[\dA-F]+:[^:]*:[^:]*:([^:]*):.*$/s, '$1')
    .replace(/;? if the root CA is installed locally, try running Node\.js with --use-system-ca/, '')
    .trim();
  return text.includes(code) ? text : `${text} (${code})`.trim();
}

interface Coded {
  readonly code: string;
  readonly message: string;
}

/** The error and its causes, innermost first. For an `AggregateError`, the errors of all attempts to connect. */
function causes(error: unknown): Coded[] {
  if (!(error instanceof Error)) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [{ code: error.code, message: error.message }] : [];
  const inner = error instanceof AggregateError ? error.errors : [error.cause];
  return [...inner.flatMap(causes), ...own];
}

/** The far side, as fixes name it. */
export interface FarHost {
  /** Its name for people: `Konnect`, or the host with its port. */
  readonly name: string;
  /** The setting that has its address, if there is one: `GITHUB_API_URL`. */
  readonly setting?: string;
  /** The part of the work that a second run does not lose: `what was pushed is kept`. */
  readonly kept?: string;
}

/** The fix for a fault, for every far side. */
export function networkFix(fault: NetworkFault, { name, setting, kept }: FarHost): string {
  const place = setting ?? `the address of ${name}`;
  switch (fault) {
    case 'unreachable':
      return `Check ${place} and the network; behind a proxy set HTTPS_PROXY and NO_PROXY.`;
    case 'plain':
      return `Check the scheme and the port in ${place}: https is asked of a port that speaks no TLS.`;
    case 'untrusted':
      return 'If a proxy or gateway of yours opens TLS connections, name its certificate authority in NODE_EXTRA_CA_CERTS or SSL_CERT_FILE.';
    case 'misnamed':
      return `Check ${place}: what answers there has a certificate for other names, so that nothing was sent. A proxy or a name server may lead elsewhere.`;
    case 'expired':
      return `Check the clock of this machine. If it is right, whoever runs ${name} has to renew the certificate; nothing was sent.`;
    case 'proxy':
      return `Check the address and the login in HTTPS_PROXY, and whether the proxy lets ${name} through; what needs no proxy belongs into NO_PROXY.`;
    case 'proxy-unreachable':
      return 'Check the host and the port in HTTPS_PROXY, or unset it where no proxy is needed.';
    case 'proxy-plain':
      return 'Check the scheme and the port in HTTPS_PROXY: most proxies are asked by http://, also for what is https.';
    case 'settings':
      return 'Correct or unset the variable of the environment that is named.';
    case 'redirect':
    case 'too-large':
      return `Check that ${setting === undefined ? '' : `${setting} leads to ${name} and that `}no proxy or sign-in page answers in the place of ${name}.`;
    case 'reset':
    case 'timeout':
      return `Run it again${kept === undefined ? '' : `: ${kept}`}; if it stays, check what stands between this machine and ${name}.`;
  }
}
