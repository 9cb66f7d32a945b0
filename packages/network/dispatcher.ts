import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { LookupFunction } from 'node:net';
import { getCACertificates } from 'node:tls';
import { UserError } from '@konduct/core/diagnostic/user-error';
import { type Dispatcher, EnvHttpProxyAgent } from 'undici';
import type { NetworkLimits } from './limits.ts';
import type { NetworkSettings } from './settings.ts';
import { type TunnelOptions, tunnelPool } from './tunnel.ts';

export interface DispatcherOptions {
  readonly protocol: 'http:' | 'https:';
  readonly limits: NetworkLimits;
  /** The most connections to one host. */
  readonly connections?: number | undefined;
  /** For direct connections: a proxy resolves names itself. */
  readonly lookup?: LookupFunction | undefined;
}

/** Hosts that are never reached through a proxy: this machine. */
const direct = ['localhost', '127.0.0.1', '::1'];

/**
 * Makes a dispatcher that keeps connections open and shares them, through the proxy in the settings if there is one.
 * Certificates are always verified.
 *
 * @throws UserError when the settings name an unusable proxy or an unreadable file
 */
export function openDispatcher(settings: NetworkSettings, options: DispatcherOptions): Dispatcher {
  const { protocol, limits, connections, lookup } = options;
  const ca = settings.caFile ? [...getCACertificates('default'), readAuthorities(settings.caFile)] : undefined;
  // `rejectUnauthorized` overrides NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment, with which a token could be sent
  // to any host, and a program be taken from one.
  const tls = { timeout: limits.connect, rejectUnauthorized: true, ...(ca && { ca }) };
  const proxy = protocol === 'https:' ? settings.httpsProxy : settings.httpProxy;
  const variable = protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  if (proxy && !isProxyUrl(proxy)) {
    throw unusable(`${variable} is not the address of a proxy`, `Write it like http://proxy.example:3128.`);
  }
  return new EnvHttpProxyAgent({
    // An empty text prevents undici from reading the environment itself.
    httpProxy: protocol === 'http:' ? (proxy ?? '') : '',
    httpsProxy: protocol === 'https:' ? (proxy ?? '') : '',
    noProxy: [settings.noProxy ?? '', ...direct].join(','),
    ...(connections !== undefined && { connections }),
    pipelining: 1,
    // A broken HTTP/2 connection breaks all requests on it, a broken HTTP/1.1 connection only one.
    allowH2: false,
    headersTimeout: limits.headers ?? limits.answer,
    bodyTimeout: limits.body ?? limits.answer,
    connect: { ...tls, ...(lookup && { lookup }) },
    requestTls: tls,
    proxyTls: tls,
    // Documented as an object; it has the function that connects to the proxy.
    clientFactory: (origin, given) => tunnelPool(origin, given as TunnelOptions, limits.tunnel),
  });
}

/**
 * Reports unusable settings before the first request.
 *
 * @throws UserError when they name an unusable proxy or an unreadable file
 */
export function refuseUnusable(settings: NetworkSettings, protocol: DispatcherOptions['protocol']): void {
  const limits = { connect: 1, tunnel: 1, answer: 1, bytes: 1 };
  void openDispatcher(settings, { protocol, limits }).close();
}

function isProxyUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function readAuthorities(file: string): string {
  const fix = 'Name a file with certificates in PEM, or unset it.';
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw unusable(`SSL_CERT_FILE names ${file}, which cannot be read`, fix);
  }
  // A text without certificates would be ignored, and then no host would be trusted.
  const certificates = text.match(certificate) ?? [];
  if (certificates.length === 0) throw unusable(`SSL_CERT_FILE names ${file}, which has no certificate in it`, fix);
  if (!certificates.every(isCertificate))
    throw unusable(`SSL_CERT_FILE names ${file}, which has a certificate in it that cannot be read`, fix);
  return text;
}

const certificate = /-----BEGIN ((?:X509 |TRUSTED )?CERTIFICATE)-----[\s\S]*?-----END \1-----/g;

function isCertificate(pem: string): boolean {
  // OpenSSL's trusted format has more data behind the certificate, which Node skips; it is not checked here.
  if (pem.startsWith('-----BEGIN TRUSTED')) return true;
  try {
    return new X509Certificate(pem) instanceof X509Certificate;
  } catch {
    return false;
  }
}

function unusable(message: string, fix: string): UserError {
  return new UserError([{ severity: 'error', code: 'input-invalid', message, fix }]);
}
