import { revealSecret, type Secret } from '@konduct/core/secret/secret';
import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';
import type { NetworkLimits } from '@konduct/network/limits';
import { Network } from '@konduct/network/network';
import { NetworkError } from '@konduct/network/network-error';
import { networkFrom } from '@konduct/network/settings';
import { GitHubFailure } from './failure.ts';

export interface GitHubRequest {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** The path below the address of the API, with percent-encoded parts and without query. */
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

export interface GitHubTransportOptions {
  readonly apiUrl: string;
  readonly token: Secret;
  /** For proxies and authorities. */
  readonly environment: EnvironmentVariables;
  readonly limits?: Partial<NetworkLimits> | undefined;
}

/** Limits on one answer of GitHub. */
export const gitHubLimits: NetworkLimits = {
  connect: 10_000,
  tunnel: 20_000,
  answer: 30_000,
  bytes: 64 * 1024 * 1024,
};

/**
 * Sends one request to GitHub's REST API. It follows no redirect, so that the token stays with this host. Every answer
 * is returned, whatever its status.
 */
export class GitHubTransport {
  readonly #apiUrl: string;
  readonly #token: string;
  readonly #network: Network;

  constructor({ apiUrl, token, environment, limits }: GitHubTransportOptions) {
    this.#apiUrl = apiUrl.replace(/\/+$/, '');
    this.#token = revealSecret(token);
    this.#network = new Network(networkFrom(environment), { limits: { ...gitHubLimits, ...limits } });
  }

  /**
   * Rejects with a GitHubFailure without a complete answer.
   *
   * @param signal when it fires, waiting for the answer ends
   */
  async send({ method, path, query = {}, body }: GitHubRequest, signal?: AbortSignal): Promise<GitHubAnswer> {
    const parameters = new URLSearchParams(query).toString();
    const url = `${this.#apiUrl}${path}${parameters === '' ? '' : `?${parameters}`}`;
    if (!URL.canParse(url)) throw new GitHubFailure('unreachable', 'GITHUB_API_URL is not an address');
    try {
      const answer = await this.#network.send({
        url,
        method,
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
      const text = this.#redact(new TextDecoder().decode(answer.body));
      return { status: answer.status, headers: answer.headers, text };
    } catch (error) {
      const { fault, message } = NetworkError.of(error);
      throw new GitHubFailure(fault, this.#redact(message));
    }
  }

  /** Removes the token from text of the far side, which may repeat the request. */
  #redact(text: string): string {
    return this.#token === '' ? text : text.replaceAll(this.#token, '***');
  }
}
