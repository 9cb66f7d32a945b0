import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';

/** The facts about a run on GitHub, read once at the start. */
export interface GitHub {
  /** `https://github.com`, or the address of a GitHub Enterprise server. */
  readonly serverUrl: string;
  readonly apiUrl: string;
  /** `owner/name`; absent outside of GitHub. */
  readonly repository?: string;
  readonly eventName: string;
  readonly actor: string;
  readonly sha: string;
  /** The branch of the run's commit; absent for a tag or a pull request. */
  readonly branch?: string;
  /** The number of the workflow run; absent outside of GitHub. */
  readonly runId?: string;
  readonly workspace: string;
  readonly temporaryFolder: string;
  readonly pullRequest?: PullRequest;
}

export interface PullRequest {
  readonly number: number;
  /** The head commit of the pull request; the run itself has a merge of it checked out. */
  readonly headSha: string;
  /** Its base branch. */
  readonly base: string;
  readonly fromFork: boolean;
  /** Whether it was merged or closed at the time of the event. */
  readonly isClosed?: boolean;
  /** Names of labels at the time of the event. */
  readonly labels: readonly string[];
}

export function readGitHub(environment: EnvironmentVariables): GitHub {
  const eventName = environment.GITHUB_EVENT_NAME ?? '';
  const pullRequest = readPullRequest(environment.GITHUB_EVENT_PATH);
  const [, branch] = /^refs\/heads\/(.+)$/.exec(environment.GITHUB_REF ?? '') ?? [];
  return {
    serverUrl: environment.GITHUB_SERVER_URL || 'https://github.com',
    apiUrl: environment.GITHUB_API_URL || 'https://api.github.com',
    ...(environment.GITHUB_REPOSITORY ? { repository: environment.GITHUB_REPOSITORY } : {}),
    eventName,
    actor: environment.GITHUB_ACTOR ?? '',
    sha: environment.GITHUB_SHA ?? '',
    ...(branch === undefined ? {} : { branch }),
    ...(environment.GITHUB_RUN_ID ? { runId: environment.GITHUB_RUN_ID } : {}),
    workspace: environment.GITHUB_WORKSPACE || process.cwd(),
    temporaryFolder: environment.RUNNER_TEMP || tmpdir(),
    ...(pullRequest ? { pullRequest } : {}),
  };
}

/** Whether GitHub gives this run no secrets: for pull requests from forks and of Dependabot. */
export function runsWithoutSecrets({ eventName, actor, pullRequest }: GitHub): boolean {
  return eventName === 'pull_request' && (pullRequest?.fromFork === true || actor === 'dependabot[bot]');
}

function readPullRequest(eventPath: string | undefined): PullRequest | undefined {
  const event = readEvent(eventPath);
  const number = member(event, 'pull_request', 'number');
  if (typeof number !== 'number') return undefined;
  const headSha = member(event, 'pull_request', 'head', 'sha');
  const head = member(event, 'pull_request', 'head', 'repo', 'full_name');
  const base = member(event, 'pull_request', 'base', 'repo', 'full_name');
  // The repository of the head is null if the fork was deleted.
  const fromFork = head !== base;
  const labels = namesIn(member(event, 'pull_request', 'labels'));
  const ref = member(event, 'pull_request', 'base', 'ref');
  const isClosed = member(event, 'pull_request', 'state') === 'closed';
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return { number, headSha: text(headSha), base: text(ref), fromFork, labels, ...(isClosed ? { isClosed } : {}) };
}

function namesIn(list: unknown): string[] {
  if (!Array.isArray(list)) return [];
  return list.map((item) => member(item, 'name')).filter((name) => typeof name === 'string');
}

function readEvent(path: string | undefined): unknown {
  if (!path) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // A run outside of GitHub has no event.
    return undefined;
  }
}

function member(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Reflect.get(found, key);
  }
  return found;
}
