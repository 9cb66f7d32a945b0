import { type Account, simpleUser } from './account.ts';
import { sample } from './sample.ts';

/** A comment on a pull request, as the stand-in keeps it. */
export interface Comment {
  readonly id: number;
  readonly pull: number;
  readonly author: Account;
  readonly createdAt: string;
  body: string;
  updatedAt: string;
}

/** A pull request, as the stand-in keeps it. */
export interface Pull {
  readonly number: number;
  /** Its head branch. */
  readonly head: string;
  title: string;
  body: string;
  base: string;
  state: 'open' | 'closed';
  merged: boolean;
  /** The merge commit on the base branch. */
  mergeCommit: string | undefined;
  readonly labels: string[];
  /** Labels with the logins of those who put them there, in order. */
  readonly labelled: { readonly label: string; readonly by: string }[];
  readonly reviewers: string[];
  /** Paths of the changed files. */
  readonly files: string[];
}

/** A check run, as the stand-in keeps it. */
export interface CheckRun {
  readonly id: number;
  readonly headSha: string;
  /** The short name of the app that wrote it. */
  readonly app: string;
  name: string;
  externalId: string;
  conclusion: string;
  title: string;
  summary: string;
  text: string;
}

/** The head commit of a pull request that tests give no branch. */
export function headOf(number: number): string {
  return String(number).padStart(40, 'a');
}

/** The commits of a branch up to one, newest first, in the git repository beside the stand-in. */
export type CommitHistory = (sha: string) => readonly string[];

/** An issue, as the stand-in keeps it. */
export interface Issue {
  readonly number: number;
  readonly author: Account;
  readonly labels: string[];
  title: string;
  body: string;
  state: 'open' | 'closed';
}

/** A deployment, as the stand-in keeps it. */
export interface Deployment {
  readonly id: number;
  readonly sha: string;
  readonly task: string;
  readonly environment: string;
  readonly payload: unknown;
  /** Of its statuses, the newest last. */
  readonly states: string[];
}

/** The commit of a branch, in the git repository beside the stand-in. */
export type BranchCommit = (branch: string) => string | undefined;

/** The stand-in's only repository: its pull requests and their comments. */
export class Repository {
  readonly name: string;
  readonly pulls: Map<number, Pull>;
  readonly comments: Comment[] = [];
  readonly checks: CheckRun[] = [];
  readonly issues = new Map<number, Issue>();
  readonly deployments: Deployment[] = [];
  /** Files of the base branch, by path. */
  readonly files = new Map<string, string>();
  /** The logins of a team's members, by `organization/team`. */
  readonly teams = new Map<string, readonly string[]>();
  readonly #commitOf: BranchCommit;
  readonly #historyOf: CommitHistory | undefined;
  #clock = Date.parse('2026-01-01T00:00:00Z');

  constructor(
    name: string,
    pulls: readonly number[],
    commitOf: BranchCommit = () => '0'.repeat(40),
    historyOf?: CommitHistory,
  ) {
    this.name = name;
    this.#commitOf = commitOf;
    this.#historyOf = historyOf;
    this.pulls = new Map();
    for (const number of pulls) this.#addPull(number, `branch-${number}`, 'main', `Pull request ${number}`, '');
  }

  addPull(head: string, base: string, title: string, body: string): Pull {
    return this.#addPull(Math.max(0, ...this.pulls.keys()) + 1, head, base, title, body);
  }

  commitOf(branch: string): string | undefined {
    return this.#commitOf(branch);
  }

  /** Without a git repository: a commit, and before it the merges of all pull requests, the newest first. */
  historyOf(sha: string): readonly string[] {
    if (this.#historyOf) return this.#historyOf(sha);
    const merges = [...this.pulls.values()].flatMap(({ mergeCommit }) => mergeCommit ?? []).reverse();
    return [...new Set([sha, ...merges])];
  }

  addCheck(check: Omit<CheckRun, 'id'>): CheckRun {
    const added = { ...check, id: 5000 + this.checks.length };
    this.checks.push(added);
    return added;
  }

  checkObject(check: CheckRun): Record<string, unknown> {
    const { id, headSha, app, name, externalId, conclusion, title, summary, text } = check;
    const output = {
      title,
      summary,
      text,
      annotations_count: 0,
      annotations_url: 'https://api.github.com/annotations',
    };
    return sample('check-run', {
      id,
      head_sha: headSha,
      name,
      external_id: externalId,
      status: 'completed',
      conclusion,
      output,
      app: appObject(app),
      pull_requests: [],
    });
  }

  /** Closes the pull requests of removed branches, as GitHub does. */
  closeOrphans(): void {
    for (const pull of this.pulls.values()) {
      if (pull.state === 'open' && this.#commitOf(pull.head) === undefined) pull.state = 'closed';
    }
  }

  #addPull(number: number, head: string, base: string, title: string, body: string): Pull {
    const pull: Pull = {
      number,
      head,
      base,
      title,
      body,
      state: 'open',
      merged: false,
      mergeCommit: undefined,
      labels: [],
      labelled: [],
      reviewers: [],
      files: [],
    };
    this.pulls.set(number, pull);
    return pull;
  }

  addComment(pull: number, author: Account, body: string): Comment {
    const now = this.#tick();
    const comment: Comment = { id: 1000 + this.comments.length, pull, author, body, createdAt: now, updatedAt: now };
    this.comments.push(comment);
    return comment;
  }

  /** Issues and pull requests share their numbers. */
  addIssue(author: Account, title: string, body: string, labels: readonly string[]): Issue {
    const number = Math.max(0, ...this.pulls.keys(), ...this.issues.keys()) + 1;
    const issue: Issue = { number, author, title, body, labels: [...labels], state: 'open' };
    this.issues.set(number, issue);
    return issue;
  }

  issueObject({ number, author, title, body, state, labels }: Issue): Record<string, unknown> {
    return sample('issue', {
      number,
      title,
      body,
      state,
      user: simpleUser(author),
      labels: labels.map((name) => this.labelObject(name)),
      html_url: `https://github.com/${this.name}/issues/${number}`,
    });
  }

  deploymentObject({ id, sha, task, environment, payload }: Deployment): Record<string, unknown> {
    return sample('deployment', { id, sha, ref: sha, task, environment, payload, creator: null });
  }

  changeComment(comment: Comment, body: string): void {
    comment.body = body;
    comment.updatedAt = this.#tick();
  }

  commentObject(comment: Comment): Record<string, unknown> {
    const api = `https://api.github.com/repos/${this.name}`;
    return sample('issue-comment', {
      id: comment.id,
      node_id: `IC_${comment.id}`,
      url: `${api}/issues/comments/${comment.id}`,
      html_url: `https://github.com/${this.name}/pull/${comment.pull}#issuecomment-${comment.id}`,
      issue_url: `${api}/issues/${comment.pull}`,
      body: comment.body,
      user: simpleUser(comment.author),
      created_at: comment.createdAt,
      updated_at: comment.updatedAt,
      author_association: 'NONE',
    });
  }

  pullObject(pull: Pull, schema: 'pull-request' | 'pull-request-simple'): Record<string, unknown> {
    const { number, head, base, title, body, state, merged, mergeCommit, labels } = pull;
    const object = sample(schema);
    const end = (key: 'head' | 'base', ref: string) => ({
      ...(object[key] as Record<string, unknown>),
      ref,
      sha: this.#commitOf(ref) ?? '0'.repeat(40),
      label: `${this.name.split('/')[0]}:${ref}`,
    });
    return {
      ...object,
      number,
      state,
      title,
      body,
      // The branch of a merged pull request may be gone; its last commit is known for good.
      head: { ...end('head', head), ...(merged ? { sha: headOf(number) } : {}) },
      base: end('base', base),
      merge_commit_sha: mergeCommit ?? null,
      merged_at: merged ? '2026-01-02T00:00:00Z' : null,
      labels: labels.map((name) => this.labelObject(name)),
      html_url: `https://github.com/${this.name}/pull/${number}`,
    };
  }

  labelObject(name: string): Record<string, unknown> {
    return sample('label', { name, description: '' });
  }

  repositoryObject(): Record<string, unknown> {
    const [owner = '', name = ''] = this.name.split('/');
    const ownerObject = simpleUser({ login: owner, type: 'User', writes: true });
    return sample('full-repository', { name, full_name: this.name, owner: ownerObject, default_branch: 'main' });
  }

  /** Returns a new time for every write, so that tests can tell their order. */
  #tick(): string {
    this.#clock += 1000;
    return new Date(this.#clock).toISOString().replace('.000Z', 'Z');
  }
}

function appObject(slug: string): Record<string, unknown> {
  const url = `https://github.com/apps/${slug}`;
  const time = '2026-01-01T00:00:00Z';
  return {
    id: 15368,
    slug,
    node_id: `A_${slug}`,
    owner: simpleUser({ login: 'github', type: 'User', writes: true }),
    name: slug,
    description: null,
    external_url: url,
    html_url: url,
    created_at: time,
    updated_at: time,
    permissions: { checks: 'write' },
    events: [],
  };
}
