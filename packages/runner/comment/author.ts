import { GitHubFailure } from '@konduct/repository/github/failure';

export interface Author {
  readonly login: string;
  readonly type: string;
}

/**
 * The login behind a token, or undefined for a token of an app's installation: GitHub does not let those ask who they
 * are. The token of a workflow (`ghs_…`) is one. Rejects as `whoAmI` does when there is no such answer.
 */
export async function tokenOwner(token: string, whoAmI: () => Promise<string>): Promise<string | undefined> {
  if (token.startsWith('ghs_')) return undefined;
  try {
    return await whoAmI();
  } catch (error) {
    const refused =
      error instanceof GitHubFailure && (error.status === 401 || error.status === 403 || error.status === 404);
    // Whoever goes on without an answer takes the comments of others for its own, or its own for those of others.
    if (refused && error.fault === 'refused') return undefined;
    throw error;
  }
}

/**
 * Whether a comment is the token's own. Anybody can write a comment that begins as ours do, and could later change what
 * it says; so only comments of the same person count, or, for an app, those of apps.
 */
export function isOwnComment(author: Author | undefined, login: string | undefined): boolean {
  if (!author) return false;
  return login === undefined ? author.type === 'Bot' : author.login === login;
}
