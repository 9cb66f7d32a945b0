import { getOctokit } from '@actions/github';
import { type Author, isOwnComment, tokenOwner } from './author.ts';

/** A comment on a pull request, as far as it matters here. */
export interface Comment {
  readonly id: number;
  readonly body: string;
}

/** The comments of one pull request. */
export interface Comments {
  /** Those that the token's owner wrote, oldest first. */
  own(): Promise<readonly Comment[]>;
  create(body: string): Promise<void>;
  update(id: number, body: string): Promise<void>;
}

export interface PullRequestAddress {
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly number: number;
}

const patience = 30_000;

export function commentsOf({ apiUrl, repository, number }: PullRequestAddress, token: string): Comments {
  const octokit = getOctokit(token, { baseUrl: apiUrl });
  const [owner = '', repo = ''] = repository.split('/');
  const issue = { owner, repo, issue_number: number };
  const request = () => ({ request: { signal: AbortSignal.timeout(patience) } });
  return {
    async own() {
      const login = await tokenOwner(
        token,
        async () => (await octokit.rest.users.getAuthenticated(request())).data.login,
      );
      const all = await octokit.paginate(octokit.rest.issues.listComments, { ...issue, per_page: 100, ...request() });
      return all
        .filter((comment) => isOwnComment(authorOf(comment.user), login))
        .map(({ id, body }) => ({ id, body: body ?? '' }));
    },
    async create(body) {
      await octokit.rest.issues.createComment({ ...issue, body, ...request() });
    },
    async update(id, body) {
      await octokit.rest.issues.updateComment({ owner, repo, comment_id: id, body, ...request() });
    },
  };
}

function authorOf(user: Author | null | undefined): Author | undefined {
  return user ? { login: user.login, type: user.type } : undefined;
}
