import { readFileSync } from 'node:fs';
import { getCACertificates } from 'node:tls';
import { revealSecret, type Secret } from '@konduct/core/secret/secret';
import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';
import { networkFault } from '@konduct/core/value/network-fault';
import { type Dispatcher, EnvHttpProxyAgent, request as send } from 'undici';
import { GitHubFailure } from './failure.ts';

export interface GitHubRequest {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Below the address of the API, absolute, with percent-encoded parts and without query. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Plain JSON. */
  readonly body?: unknown;
}

export interface GitHubAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Milliseconds for a whole answer, its last byte included, and bytes of it. */
const limits = { connect: 10_000, answer: 30_000, bytes: 64 * 1024 * 1024 };

/**
 * Carries one request to GitHub's REST API. It follows no redirect, so that the token goes nowhere else, and believes no
 * certificate that does not hold, whatever the environment says. Every answer is returned, whatever its status.
 */
export class GitHubTransport {
  readonly #apiUrl: string;
  readonly #token: string;
  readonly #environment: EnvironmentVariables;
  /** Keeps connections; those that are idle keep no process. */
  #dispatcher: Dispatcher | undefined;

  constructor(apiUrl: string, token: Secret, environment: EnvironmentVariables) {
    this.#apiUrl = apiUrl.replace(/\/+$/, '');
    this.#token = revealSecret(token);
    this.#environment = environment;
  }

  /** Rejects with a GitHubFailure when there is no answer, or only a part of it. */
  async send({ method, path, query = {}, body }: GitHubRequest): Promise<GitHubAnswer> {
    const parameters = new URLSearchParams(query).toString();
    const address = `${this.#apiUrl}${path}${parameters === '' ? '' : `?${parameters}`}`;
    if (!URL.canParse(address)) throw new GitHubFailure('unreachable', 'GITHUB_API_URL is not an address');
    const signal = AbortSignal.timeout(limits.answer);
    try {
      this.#dispatcher ??= openNetwork(this.#environment);
      const answer = await send(address, {
        method,
        dispatcher: this.#dispatcher,
        signal,
        headers: {
          accept: 'application/vnd.github+json',
          authorization: `token ${this.#token}`,
          'user-agent': 'konduct',
          'x-github-api-version': '2022-11-28',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = this.#redact(await answer.body.text());
      return { status: answer.statusCode, headers: textHeaders(answer.headers), text };
    } catch (error) {
      if (signal.aborted) throw new GitHubFailure('timeout', `no whole answer within ${limits.answer / 1000} seconds`);
      const { fault, message } = networkFault(error);
      throw new GitHubFailure(fault, this.#redact(message));
    }
  }

  /** Whoever answers in GitHub's place may say what it was sent. */
  #redact(text: string): string {
    return this.#token === '' ? text : text.replaceAll(this.#token, '***');
  }
}

function textHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]);
  return Object.fromEntries(entries);
}

function openNetwork(environment: EnvironmentVariables): Dispatcher {
  const { SSL_CERT_FILE: file } = environment;
  const ca = file ? [...getCACertificates('default'), readFileSync(file, 'utf8')] : undefined;
  const tls = { rejectUnauthorized: true, timeout: limits.connect, ...(ca && { ca }) };
  return new EnvHttpProxyAgent({
    // An empty text keeps undici from reading the environment of this process.
    httpProxy: environment.http_proxy || environment.HTTP_PROXY || '',
    httpsProxy: environment.https_proxy || environment.HTTPS_PROXY || '',
    // This machine is never reached through a proxy.
    noProxy: [environment.no_proxy || environment.NO_PROXY || '', 'localhost', '127.0.0.1', '::1'].join(','),
    allowH2: false,
    maxResponseSize: limits.bytes,
    connect: tls,
    requestTls: tls,
    proxyTls: tls,
  });
}
