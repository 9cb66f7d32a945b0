import { readFileSync } from 'node:fs';
import { getCACertificates } from 'node:tls';
import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';
import { type Dispatcher, EnvHttpProxyAgent, fetch, type Response } from 'undici';

/** Reads what is at an address. Rejects when that cannot be done or is larger than the limit, in bytes. */
export type Download = (url: string, limit: number) => Promise<Uint8Array>;

const milliseconds = 120_000;
const mostRedirects = 5;

/** Downloads over the network, through the proxy that the environment names, with limits on time and size. */
export function networkDownload(environment: EnvironmentVariables): Download {
  return async (url, limit) => {
    const dispatcher = openNetwork(environment);
    try {
      const response = await follow(url, dispatcher, AbortSignal.timeout(milliseconds));
      if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`);
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of response.body) {
        size += chunk.length;
        if (size > limit) throw new Error('it is larger than it can be');
        chunks.push(chunk);
      }
      return Buffer.concat(chunks);
    } finally {
      await dispatcher.destroy();
    }
  };
}

/** Releases are kept elsewhere than where they are named: redirects are followed, but never out of https. */
async function follow(url: string, dispatcher: Dispatcher, signal: AbortSignal): Promise<Response> {
  let at = url;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const response = await fetch(at, { dispatcher, signal, redirect: 'manual' });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) return response;
    await response.body?.cancel();
    const next = URL.parse(location, at);
    if (next?.protocol !== 'https:') throw new Error('it was redirected to something other than https');
    at = next.href;
  }
  throw new Error('it was redirected too often');
}

function openNetwork(environment: EnvironmentVariables): Dispatcher {
  const { SSL_CERT_FILE: file } = environment;
  const ca = file ? [...getCACertificates('default'), readFileSync(file, 'utf8')] : undefined;
  // Said expressly: NODE_TLS_REJECT_UNAUTHORIZED=0 of the machine would have anybody's program taken.
  const tls = { rejectUnauthorized: true, ...(ca && { ca }) };
  return new EnvHttpProxyAgent({
    // An empty text keeps undici from reading the environment of this process.
    httpProxy: environment.http_proxy || environment.HTTP_PROXY || '',
    httpsProxy: environment.https_proxy || environment.HTTPS_PROXY || '',
    // This machine is never reached through a proxy.
    noProxy: [environment.no_proxy || environment.NO_PROXY || '', 'localhost', '127.0.0.1', '::1'].join(','),
    connect: tls,
    requestTls: tls,
    proxyTls: tls,
  });
}
