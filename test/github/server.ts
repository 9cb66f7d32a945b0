import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Account } from './account.ts';
import { type Answer, answer, problem } from './answer.ts';
import { type Disturbance, describedAnswer, isDone, writeDisturbed } from './disturbance.ts';
import { type Exchange, exchangeProblems, operationFor } from './exchange.ts';
import {
  type BranchCommit,
  type CheckRun,
  type Comment,
  type CommitHistory,
  type Deployment,
  type Issue,
  type Pull,
  Repository,
} from './repository.ts';

export interface GitHubOptions {
  /** `owner/name` of the only repository. */
  readonly repository: string;
  /** The numbers of its open pull requests. */
  readonly pulls: readonly number[];
  /** The account of each token, such as `actionsBot` for a workflow's own. Any other token gets 401. */
  readonly tokens: Readonly<Record<string, Account>>;
  /** Finds the commits of branches, if there is a git repository. */
  readonly commitOf?: BranchCommit;
  /** Finds the commits before a commit, if there is a git repository. */
  readonly historyOf?: CommitHistory;
}

interface Fault {
  readonly operation: string;
  readonly disturbance: Disturbance;
  times: number;
}

/** A GitHub REST API that runs here, for the operations of test/github/github-openapi.json. */
export interface GitHub {
  readonly url: string;
  /** The stand-in's comments, always up to date. */
  readonly comments: readonly Comment[];
  readonly pulls: ReadonlyMap<number, Pull>;
  readonly checks: readonly CheckRun[];
  readonly issues: ReadonlyMap<number, Issue>;
  readonly deployments: readonly Deployment[];
  /** Files of the base branch, and members of teams. Tests fill them. */
  readonly files: Map<string, string>;
  readonly teams: Map<string, readonly string[]>;
  readonly exchanges: readonly Exchange[];
  /** The violations of GitHub's description so far. Every test must find this empty. */
  readonly problems: readonly string[];
  /** Adds a comment without a request. */
  addComment(pull: number, author: Account, body: string): Comment;
  /** Adds an open pull request without a request. */
  addPull(head: string): Pull;
  /** Adds a check run without a request. */
  addCheck(check: Omit<CheckRun, 'id'>): CheckRun;
  /** Adds an open issue without a request. */
  addIssue(author: Account, title: string, body: string, labels: readonly string[]): Issue;
  /** Makes the next calls of an operation fail, as an outage or a missing right does. */
  fail(operation: string, status: 403 | 500, times?: number): void;
  /** Disturbs the next calls of an operation, or all. */
  disturb(operation: string, disturbance: Disturbance, times?: number): void;
  close(): Promise<void>;
}

/** Starts the stand-in on a free port of the loopback interface. */
export async function startGitHub(options: GitHubOptions): Promise<GitHub> {
  const repository = new Repository(options.repository, options.pulls, options.commitOf, options.historyOf);
  const exchanges: Exchange[] = [];
  const problems: string[] = [];
  const faults: Fault[] = [];

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const sent = await text(request);
    const method = request.method ?? 'GET';
    const requestBody: unknown = sent === '' ? undefined : JSON.parse(sent);
    const disturbance = strike(method, url.pathname);
    const described = disturbance && describedAnswer(disturbance);
    const given =
      described ??
      (disturbance && !isDone(disturbance)
        ? undefined
        : respond(method, url, requestBody, request.headers.authorization));
    if (disturbance && !described) return writeDisturbed(response, disturbance, given);
    if (!given) return;
    const { status, body, headers } = given;
    const exchange = { method, path: url.pathname, query: url.searchParams, requestBody, status, responseBody: body };
    exchanges.push(exchange);
    problems.push(...exchangeProblems(exchange));
    response.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'x-github-request-id': 'KON:DUCT',
      ...headers,
    });
    response.end(body === undefined ? '' : JSON.stringify(body));
  }

  function strike(method: string, path: string): Disturbance | undefined {
    const id = operationFor(method, path)?.operation.id;
    const fault = faults.find(({ operation, times }) => operation === id && times > 0);
    if (fault) fault.times -= 1;
    return fault?.disturbance;
  }

  function respond(method: string, url: URL, body: unknown, authorization: string | undefined): Answer {
    const token = authorization?.replace(/^(token|bearer) /i, '');
    const account = token === undefined ? undefined : options.tokens[token];
    if (token !== undefined && !account) return problem(401, 'Bad credentials');
    const found = operationFor(method, url.pathname);
    if (!found) return problem(404, 'Not Found');
    return answer(repository, { operation: found.operation.id, variables: found.variables, url, body, account });
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      problems.push(`${request.method} ${request.url}: ${error}`);
      response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    comments: repository.comments,
    pulls: repository.pulls,
    checks: repository.checks,
    issues: repository.issues,
    deployments: repository.deployments,
    files: repository.files,
    teams: repository.teams,
    exchanges,
    problems,
    addComment: (pull, author, body) => repository.addComment(pull, author, body),
    addPull: (head) => repository.addPull(head, 'main', `Bring ${head}`, ''),
    addCheck: (check) => repository.addCheck(check),
    addIssue: (author, title, body, labels) => repository.addIssue(author, title, body, labels),
    fail: (operation, status, times = Number.POSITIVE_INFINITY) => {
      const message = status === 403 ? 'Resource not accessible by integration' : 'Server Error';
      faults.push({ operation, disturbance: { type: 'status', status, message }, times });
    },
    disturb: (operation, disturbance, times = Number.POSITIVE_INFINITY) =>
      void faults.push({ operation, disturbance, times }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
