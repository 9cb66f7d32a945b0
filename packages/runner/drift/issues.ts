import type { AnswerPart } from '@konduct/repository/github/answer';
import type { GitHubClient } from '@konduct/repository/github/client';
import { isOwnComment, tokenOwner } from '../comment/author.ts';
import { commentsOf } from '../comment/comments.ts';

/** The label of issues about drift. */
export const driftLabel = 'konduct-drift';

/** The values of an issue that Konduct uses. */
export interface Issue {
  readonly number: number;
  readonly isOpen: boolean;
  readonly body: string;
}

/** The issues about drift of one repository. Its methods reject with a GitHubFailure. */
export interface Issues {
  /** Those with the label that the token's owner wrote, open or closed, the oldest first. */
  own(): Promise<readonly Issue[]>;
  open(marker: string, title: string, body: string): Promise<Issue>;
  update(number: number, changes: { title?: string; body?: string; state?: 'open' | 'closed' }): Promise<void>;
  comment(number: number, body: string): Promise<void>;
}

/** @param token the client's token: its owner's issues are the own ones */
export function issuesOf(client: GitHubClient, token: string): Issues {
  const path = `${client.repository}/issues`;
  const query = { labels: driftLabel, state: 'all', sort: 'created', direction: 'asc', per_page: '100' };
  const read = async () => {
    const login = await tokenOwner(token, () => client.get('/user', (user) => user.member('login').text()));
    const found: Issue[] = [];
    for (let page = 1; page <= mostPages; page += 1) {
      const issues = await client.get(path, (answer) => answer.list(readAuthored), { ...query, page: String(page) });
      found.push(...issues.filter(({ author }) => isOwnComment(author, login)).map(({ issue }) => issue));
      if (issues.length < 100) break;
    }
    return found;
  };
  return {
    own: read,
    open: (marker, title, body) =>
      client.create(path, { title, body, labels: [driftLabel] }, readIssue, async () =>
        (await read()).find((issue) => issue.body.startsWith(marker)),
      ),
    async update(number, changes) {
      const reason = changes.state === 'closed' ? { state_reason: 'completed' } : {};
      await client.set('PATCH', `${path}/${number}`, { ...changes, ...reason }, readIssue);
    },
    comment: (number, body) => commentsOf(client, number, token).create(body),
  };
}

/** More pages than there are environments. */
const mostPages = 50;

function readIssue(answer: AnswerPart): Issue {
  return {
    number: answer.member('number').integer(),
    isOpen: answer.member('state').text() === 'open',
    body: answer.member('body').optional((body) => body.text()) ?? '',
  };
}

function readAuthored(answer: AnswerPart) {
  const author = answer.member('user').optional((user) => ({
    login: user.member('login').text(),
    type: user.member('type').text(),
  }));
  return { issue: readIssue(answer), author };
}
