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

/** The commit of a branch, in the git repository beside the stand-in. */
export type BranchCommit = (branch: string) => string | undefined;

/** The stand-in's only repository: its pull requests and their comments. */
export class Repository {
  readonly name: string;
  readonly pulls: Map<number, Pull>;
  readonly comments: Comment[] = [];
  /** Files of the base branch, by path. */
  readonly files = new Map<string, string>();
  /** The logins of a team's members, by `organization/team`. */
  readonly teams = new Map<string, readonly string[]>();
  readonly #commitOf: BranchCommit;
  #clock = Date.parse('2026-01-01T00:00:00Z');

  constructor(name: string, pulls: readonly number[], commitOf: BranchCommit = () => '0'.repeat(40)) {
    this.name = name;
    this.#commitOf = commitOf;
    this.pulls = new Map();
    for (const number of pulls) this.#addPull(number, `branch-${number}`, 'main', `Pull request ${number}`, '');
  }

  addPull(head: string, base: string, title: string, body: string): Pull {
    return this.#addPull(Math.max(0, ...this.pulls.keys()) + 1, head, base, title, body);
  }

  commitOf(branch: string): string | undefined {
    return this.#commitOf(branch);
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
      head: end('head', head),
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
