import { revealSecret, type Secret } from '@konduct/core/secret/secret';
import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';
import { request as octokit } from '@octokit/request';
import { EnvHttpProxyAgent, fetch } from 'undici';

/** GitHub's interface, as somebody. */
export interface GitHubAccess {
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly token: Secret;
  readonly environment: EnvironmentVariables;
}

/** A pull request, as far as it matters here. */
export interface PullRequest {
  readonly number: number;
  readonly url: string;
  readonly state: 'open' | 'closed';
  readonly merged: boolean;
  readonly headCommit: string;
  /** The branch it is for. */
  readonly base: string;
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
}

/** Why GitHub did not do something. Holds no token. */
export class GitHubFailure extends Error {
  override readonly name = 'GitHubFailure';
  /** Undefined when GitHub could not be reached. */
  readonly status: number | undefined;

  constructor(status: number | undefined, message: string) {
    super(message);
    this.status = status;
  }
}

/** The pull requests of one repository. */
export interface PullRequests {
  /** Those from a branch of the repository itself, the newest first. */
  list(branch: string): Promise<readonly PullRequest[]>;
  create(given: { branch: string; base: string; title: string; body: string }): Promise<PullRequest>;
  update(number: number, given: { title?: string; body?: string; state?: 'closed'; base?: string }): Promise<void>;
  addLabels(number: number, labels: readonly string[]): Promise<void>;
  requestReviewers(number: number, people: readonly string[], teams: readonly string[]): Promise<void>;
}

const patience = 30_000;

interface PullData {
  readonly number: number;
  readonly html_url: string;
  readonly state: string;
  readonly merged_at?: string | null;
  readonly title: string;
  readonly body?: string | null;
  readonly head: { readonly sha: string };
  readonly base: { readonly ref: string };
  readonly labels: readonly { readonly name?: string }[];
}

export function pullRequestsOf({ apiUrl, repository, token, environment }: GitHubAccess): PullRequests {
  const [owner = '', repo = ''] = repository.split('/');
  // Said expressly: NODE_TLS_REJECT_UNAUTHORIZED=0 of the machine would have the token sent to anybody.
  const tls = { rejectUnauthorized: true };
  const dispatcher = new EnvHttpProxyAgent({
    connect: tls,
    requestTls: tls,
    proxyTls: tls,
    httpProxy: environment.http_proxy || environment.HTTP_PROXY || '',
    httpsProxy: environment.https_proxy || environment.HTTPS_PROXY || '',
    noProxy: [environment.no_proxy || environment.NO_PROXY || '', 'localhost,127.0.0.1,::1'].join(','),
  });
  const call = octokit.defaults({
    baseUrl: apiUrl,
    owner,
    repo,
    headers: { authorization: `token ${revealSecret(token)}`, 'user-agent': 'konduct' },
    request: {
      // The client gives its own options through; ours say which way and for how long, and that nobody leads us elsewhere.
      fetch: (url: string, options: object) =>
        fetch(url, { ...options, dispatcher, redirect: 'error', signal: AbortSignal.timeout(patience) }),
    },
  });
  async function ask(route: string, parameters: Record<string, unknown>): Promise<unknown> {
    try {
      return (await call(route, parameters)).data;
    } catch (error) {
      const status = error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 0;
      // The client says 500 for what never arrived.
      const answered = error instanceof Error && 'response' in error && error.response !== undefined;
      throw new GitHubFailure(answered ? status : undefined, error instanceof Error ? error.message : String(error));
    }
  }
  return {
    async list(branch) {
      const query = { head: `${owner}:${branch}`, state: 'all', sort: 'created', direction: 'desc', per_page: 20 };
      return ((await ask('GET /repos/{owner}/{repo}/pulls', query)) as PullData[]).map(readPull);
    },
    async create({ branch, base, title, body }) {
      return readPull((await ask('POST /repos/{owner}/{repo}/pulls', { head: branch, base, title, body })) as PullData);
    },
    async update(number, given) {
      await ask('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', { pull_number: number, ...given });
    },
    async addLabels(number, labels) {
      await ask('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', { issue_number: number, labels });
    },
    async requestReviewers(number, reviewers, teams) {
      await ask('POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers', {
        pull_number: number,
        ...(reviewers.length > 0 ? { reviewers } : {}),
        ...(teams.length > 0 ? { team_reviewers: teams } : {}),
      });
    },
  };
}

function readPull(data: PullData): PullRequest {
  return {
    number: data.number,
    url: data.html_url,
    state: data.state === 'open' ? 'open' : 'closed',
    merged: Boolean(data.merged_at),
    headCommit: data.head.sha,
    base: data.base.ref,
    title: data.title,
    body: data.body ?? '',
    labels: data.labels.flatMap(({ name }) => name ?? []),
  };
}
