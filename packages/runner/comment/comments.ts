import type { AnswerPart } from '@konduct/repository/github/answer';
import type { GitHubClient } from '@konduct/repository/github/client';
import { type Author, isOwnComment, tokenOwner } from './author.ts';

/** The values of a comment that Konduct uses. */
export interface Comment {
  readonly id: number;
  readonly body: string;
}

/** The comments of one pull request. Its methods reject with a GitHubFailure. */
export interface Comments {
  /** The comments that the token's owner wrote, oldest first. */
  own(): Promise<readonly Comment[]>;
  create(body: string): Promise<void>;
  update(id: number, body: string): Promise<void>;
}

/** @param token the client's token: its owner's comments are the own ones */
export function commentsOf(client: GitHubClient, number: number, token: string): Comments {
  const { repository } = client;
  const list = `${repository}/issues/${number}/comments`;
  const own = async () => {
    const login = await tokenOwner(token, () => client.get('/user', (user) => user.member('login').text()));
    const all = await client.list(list, (comment) => ({
      ...readComment(comment),
      author: comment.member('user').optional(readAuthor),
    }));
    return all.filter(({ author }) => isOwnComment(author, login)).map(({ id, body }) => ({ id, body }));
  };
  return {
    own,
    async create(body) {
      const find = async () => (await own()).find((comment) => isSameBody(comment.body, body));
      await client.create(list, { body }, readComment, find);
    },
    async update(id, body) {
      await client.set('PATCH', `${repository}/issues/comments/${id}`, { body }, readComment);
    },
  };
}

/** Whether a stored body is the written one. GitHub may store other line ends, and no space at the end. */
export function isSameBody(stored: string, written: string): boolean {
  return normal(stored) === normal(written);
}

function normal(body: string): string {
  return body.replaceAll('\r\n', '\n').trim();
}

function readComment(comment: AnswerPart): Comment {
  return {
    id: comment.member('id').integer(),
    body: comment.member('body').optional((body) => body.text()) ?? '',
  };
}

function readAuthor(user: AnswerPart): Author {
  return { login: user.member('login').text(), type: user.member('type').text() };
}
