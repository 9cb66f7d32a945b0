import { GitHubFailure } from '@konduct/repository/github/failure';

export interface Author {
  readonly login: string;
  readonly type: string;
}

/**
 * The login of a token's owner, or undefined for a token of an app's installation, such as a workflow's (`ghs_…`):
 * GitHub does not answer `whoAmI` for these. Rejects as `whoAmI` does for other failures.
 */
export async function tokenOwner(token: string, whoAmI: () => Promise<string>): Promise<string | undefined> {
  if (token.startsWith('ghs_')) return undefined;
  try {
    return await whoAmI();
  } catch (error) {
    const refused =
      error instanceof GitHubFailure && (error.status === 401 || error.status === 403 || error.status === 404);
    // Without an answer, the run could take comments of others for its own, or its own for those of others.
    if (refused && error.fault === 'refused') return undefined;
    throw error;
  }
}

/**
 * Whether the token's owner wrote a comment. Anybody can write a comment with our marker and change it later. Therefore
 * only comments of the same person count, or, for an app, those of apps.
 */
export function isOwnComment(author: Author | undefined, login: string | undefined): boolean {
  if (!author) return false;
  return login === undefined ? author.type === 'Bot' : author.login === login;
}
