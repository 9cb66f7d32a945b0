import { type Allowance, type LabelQuestion, labelAllowance } from '../code-owner/allowance.ts';
import type { AnswerPart } from '../github/answer.ts';
import { type GitHubAccess, GitHubClient } from '../github/client.ts';
import type { Patience } from '../github/patience.ts';

/** The values of a pull request that Konduct uses. */
export interface PullRequest {
  readonly number: number;
  readonly url: string;
  readonly state: 'open' | 'closed';
  readonly merged: boolean;
  readonly headCommit: string;
  /** Its base branch. */
  readonly base: string;
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
}

/** The pull requests of one repository. Its methods reject with a GitHubFailure. */
export interface PullRequests {
  /** The pull requests from a branch of the repository itself, the newest first. */
  list(branch: string): Promise<readonly PullRequest[]>;
  create(given: { branch: string; base: string; title: string; body: string }): Promise<PullRequest>;
  update(number: number, given: { title?: string; body?: string; state?: 'closed'; base?: string }): Promise<void>;
  addLabels(number: number, labels: readonly string[]): Promise<void>;
  requestReviewers(number: number, people: readonly string[], teams: readonly string[]): Promise<void>;
  /** Whether a label on a pull request was put there by a code owner. */
  allowance(question: LabelQuestion): Promise<Allowance>;
}

/** @param patience differences from the default; tests use shorter times */
export function pullRequestsOf(access: GitHubAccess, patience: Partial<Patience> = {}): PullRequests {
  const client = new GitHubClient(access, patience);
  const pulls = `${client.repository}/pulls`;
  const [owner = ''] = access.repository.split('/');
  const list = (branch: string) => {
    const query = { head: `${owner}:${branch}`, state: 'all', sort: 'created', direction: 'desc', per_page: '20' };
    return client.get(pulls, (answer) => answer.list(readPull), query);
  };
  return {
    list,
    create({ branch, base, title, body }) {
      const find = async () => (await list(branch)).find((pull) => pull.state === 'open' && pull.base === base);
      return client.create(pulls, { head: branch, base, title, body }, readPull, find);
    },
    async update(number, given) {
      await client.set('PATCH', `${pulls}/${number}`, given, readPull);
    },
    async addLabels(number, labels) {
      await client.set('POST', `${client.repository}/issues/${number}/labels`, { labels }, (answer) =>
        answer.list(readName),
      );
    },
    async requestReviewers(number, reviewers, teams) {
      const asked = {
        ...(reviewers.length > 0 ? { reviewers } : {}),
        ...(teams.length > 0 ? { team_reviewers: teams } : {}),
      };
      await client.set('POST', `${pulls}/${number}/requested_reviewers`, asked, readPull);
    },
    allowance: (question) => labelAllowance(client, question),
  };
}

function readPull(answer: AnswerPart): PullRequest {
  return {
    number: answer.member('number').integer(),
    url: answer.member('html_url').text(),
    state: answer.member('state').text() === 'open' ? 'open' : 'closed',
    merged: answer.member('merged_at').optional((time) => time.text()) !== undefined,
    headCommit: answer.member('head').member('sha').text(),
    base: answer.member('base').member('ref').text(),
    title: answer.member('title').text(),
    body: answer.member('body').optional((body) => body.text()) ?? '',
    labels: answer.member('labels').list(readName),
  };
}

function readName(label: AnswerPart): string {
  return label.member('name').text();
}
