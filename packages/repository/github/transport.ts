import { revealSecret, type Secret } from '@konduct/core/secret/secret';
import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';
import type { NetworkLimits } from '@konduct/network/limits';
import { Network } from '@konduct/network/network';
import { NetworkError } from '@konduct/network/network-error';
import { networkFrom } from '@konduct/network/settings';
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

export interface GitHubTransportOptions {
  readonly apiUrl: string;
  readonly token: Secret;
  /** For proxies and authorities. */
  readonly environment: EnvironmentVariables;
  readonly limits?: Partial<NetworkLimits> | undefined;
}

/** What one answer of GitHub may cost. */
export const gitHubLimits: NetworkLimits = {
  connect: 10_000,
  tunnel: 20_000,
  answer: 30_000,
  bytes: 64 * 1024 * 1024,
};

/**
 * Carries one request to GitHub's REST API. It follows no redirect, so that the token goes nowhere else. Every answer is
 * returned, whatever its status.
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
   * Rejects with a GitHubFailure when there is no answer, or only a part of it.
   *
   * @param signal when it fires, the answer is not waited for any longer
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

  /** Whoever answers in GitHub's place may say what it was sent. */
  #redact(text: string): string {
    return this.#token === '' ? text : text.replaceAll(this.#token, '***');
  }
}
