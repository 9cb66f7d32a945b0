import { sample } from './sample.ts';

/** The owner of a token, and whether it may write comments. */
export interface Account {
  readonly login: string;
  readonly type: 'Bot' | 'User';
  readonly writes: boolean;
  /** The permissions of a workflow's job. Without them, its token may do what `writes` says. */
  permissions?: Readonly<Record<string, string>>;
}

/** Whether an account may read or write in a scope such as `checks`, as far as its permissions say. */
export function may({ writes, permissions }: Account, scope: string, access: 'read' | 'write'): boolean {
  if (!permissions) return access === 'read' || writes;
  const given = permissions[scope];
  return given === 'write' || (given === 'read' && access === 'read');
}

/** The account of `secrets.GITHUB_TOKEN` in a workflow with `pull-requests: write`. */
export const actionsBot: Account = { login: 'github-actions[bot]', type: 'Bot', writes: true };

/** The same account in a workflow for a pull request from a fork: GitHub lets it only read. */
export const forkBot: Account = { ...actionsBot, writes: false };

/** The account as GitHub shows it beside its comments. */
export function simpleUser({ login, type }: Account): Record<string, unknown> {
  return sample('simple-user', {
    login,
    type,
    id: idOf(login),
    html_url: `https://github.com/${encodeURIComponent(login)}`,
  });
}

/** The account as `GET /user` shows it. */
export function ownUser(account: Account): Record<string, unknown> {
  return sample('public-user', { ...simpleUser(account), user_view_type: 'public' });
}

function idOf(login: string): number {
  return [...login].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_000, 7);
}
