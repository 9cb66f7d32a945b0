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

/** The one repository that the stand-in has: its open pull requests and their comments. */
export class Repository {
  readonly name: string;
  readonly pulls: ReadonlySet<number>;
  readonly comments: Comment[] = [];
  #clock = Date.parse('2026-01-01T00:00:00Z');

  constructor(name: string, pulls: readonly number[]) {
    this.name = name;
    this.pulls = new Set(pulls);
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

  pullObject(number: number, schema: 'pull-request' | 'pull-request-simple'): Record<string, unknown> {
    return sample(schema, { number, state: 'open', html_url: `https://github.com/${this.name}/pull/${number}` });
  }

  repositoryObject(): Record<string, unknown> {
    const [owner = '', name = ''] = this.name.split('/');
    const ownerObject = simpleUser({ login: owner, type: 'User', writes: true });
    return sample('full-repository', { name, full_name: this.name, owner: ownerObject, default_branch: 'main' });
  }

  /** Every write gets a moment of its own, so that tests see what came later. */
  #tick(): string {
    this.#clock += 1000;
    return new Date(this.#clock).toISOString().replace('.000Z', 'Z');
  }
}
