import { readFileSync } from 'node:fs';
import { getCACertificates } from 'node:tls';
import { UserError } from '@konduct/core/diagnostic/user-error';
import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';
import { type Dispatcher, EnvHttpProxyAgent } from 'undici';
import { tunnelPool } from './tunnel.ts';

/** How this machine reaches others, as the environment says it. */
export interface NetworkSettings {
  readonly httpProxy?: string | undefined;
  readonly httpsProxy?: string | undefined;
  readonly noProxy?: string | undefined;
  /** A PEM file with authorities to trust besides those Node trusts. */
  readonly caFile?: string | undefined;
}

/** Reads the variables that curl, Go and Node agree on; NODE_EXTRA_CA_CERTS is read by Node itself. */
export function networkFrom(environment: EnvironmentVariables): NetworkSettings {
  return {
    httpProxy: environment.http_proxy || environment.HTTP_PROXY,
    httpsProxy: environment.https_proxy || environment.HTTPS_PROXY,
    noProxy: environment.no_proxy || environment.NO_PROXY,
    caFile: environment.SSL_CERT_FILE,
  };
}

/** Limits of a connection, in milliseconds and bytes. */
export interface Limits {
  readonly connect: number;
  /** For a proxy to answer CONNECT. */
  readonly tunnel: number;
  /** From the request to the head of the answer. */
  readonly headers: number;
  /** Between two pieces of the body. */
  readonly body: number;
  /** From the request to the end of the answer, however steadily it trickles. */
  readonly answer: number;
  readonly answerBytes: number;
}

export const defaultLimits: Limits = {
  connect: 10_000,
  tunnel: 20_000,
  headers: 40_000,
  body: 30_000,
  answer: 45_000,
  answerBytes: 64 * 1024 * 1024,
};

/** This machine is never reached through a proxy. */
const direct = ['localhost', '127.0.0.1', '::1'];

/**
 * Keeps connections open and shares them, through the proxy where the settings want one.
 *
 * @param connections the most connections to one host
 * @throws UserError when the settings name an unusable proxy or an unreadable file
 */
export function openNetwork(
  settings: NetworkSettings,
  protocol: 'http:' | 'https:',
  connections: number,
  limits: Limits,
): Dispatcher {
  const ca = settings.caFile ? [...getCACertificates('default'), readAuthorities(settings.caFile)] : undefined;
  // Said expressly: NODE_TLS_REJECT_UNAUTHORIZED=0 of the machine would have a token sent to anybody.
  const tls = { timeout: limits.connect, rejectUnauthorized: true, ...(ca && { ca }) };
  const proxy = protocol === 'https:' ? settings.httpsProxy : settings.httpProxy;
  const variable = protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  if (proxy && !isProxyUrl(proxy)) {
    throw unusable(`${variable} is not the address of a proxy`, `Write it like http://proxy.example:3128.`);
  }
  return new EnvHttpProxyAgent({
    // An empty text keeps undici from reading the environment again.
    httpProxy: protocol === 'http:' ? (proxy ?? '') : '',
    httpsProxy: protocol === 'https:' ? (proxy ?? '') : '',
    noProxy: [settings.noProxy ?? '', ...direct].join(','),
    connections,
    pipelining: 1,
    // A stream of HTTP/2 that breaks takes all its neighbours along; a connection of HTTP/1.1 only itself.
    allowH2: false,
    headersTimeout: limits.headers,
    bodyTimeout: limits.body,
    maxResponseSize: limits.answerBytes,
    connect: tls,
    requestTls: tls,
    proxyTls: tls,
    clientFactory: (origin, options) => tunnelPool(origin, options, limits.tunnel),
  });
}

function isProxyUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function readAuthorities(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw unusable(
      `SSL_CERT_FILE names ${file}, which cannot be read`,
      'Name a file with certificates in PEM, or unset it.',
    );
  }
}

function unusable(message: string, fix: string): UserError {
  return new UserError([{ severity: 'error', code: 'input-invalid', message, fix }]);
}
