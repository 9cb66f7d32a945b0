import { sample } from './sample.ts';

/** Who a token stands for, and whether it may write comments. */
export interface Account {
  readonly login: string;
  readonly type: 'Bot' | 'User';
  readonly writes: boolean;
}

/** What `secrets.GITHUB_TOKEN` is in a workflow with `pull-requests: write`. */
export const actionsBot: Account = { login: 'github-actions[bot]', type: 'Bot', writes: true };

/** The same token in a workflow that a pull request from a fork started: GitHub lets it read only. */
export const forkBot: Account = { ...actionsBot, writes: false };

/** The account as GitHub shows it beside what it wrote. */
export function simpleUser({ login, type }: Account): Record<string, unknown> {
  return sample('simple-user', {
    login,
    type,
    id: idOf(login),
    html_url: `https://github.com/${encodeURIComponent(login)}`,
  });
}

/** The account as `GET /user` shows it to itself. */
export function ownUser(account: Account): Record<string, unknown> {
  return sample('public-user', { ...simpleUser(account), user_view_type: 'public' });
}

function idOf(login: string): number {
  return [...login].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_000, 7);
}
