import type { GitHubClient } from '@konduct/repository/github/client';

/** A pull request that was merged. */
export interface MergedPull {
  readonly number: number;
  /** The last commit of its branch, which people reviewed. */
  readonly headSha: string;
  /** The newest commit that the merge made on the base branch: a merge, or the last of those that were written anew. */
  readonly mergeCommit: string;
}

/** The commits of a branch up to one, newest first. GitHub gives 100 at once. Rejects with a GitHubFailure. */
export function commitsUpTo(client: GitHubClient, sha: string): Promise<readonly string[]> {
  const query = { sha, per_page: '100' };
  return client.get(
    `${client.repository}/commits`,
    (list) => list.list((commit) => commit.member('sha').text()),
    query,
  );
}

/**
 * The pull requests into a branch that were merged, of the 100 that changed last. One into another branch does not
 * count: that branch may have other reviewers. Rejects with a GitHubFailure.
 */
export async function mergedInto(client: GitHubClient, branch: string): Promise<readonly MergedPull[]> {
  const query = { state: 'closed', base: branch, sort: 'updated', direction: 'desc', per_page: '100' };
  const pulls = await client.get(
    `${client.repository}/pulls`,
    (list) =>
      list.list((pull) => ({
        number: pull.member('number').integer(),
        headSha: pull.member('head').member('sha').text(),
        mergeCommit: pull.member('merge_commit_sha').optional((commit) => commit.text()),
        isMerged: pull.member('merged_at').optional((time) => time.text()) !== undefined,
      })),
    query,
  );
  return pulls.flatMap(({ number, headSha, mergeCommit, isMerged }) =>
    isMerged && mergeCommit !== undefined ? [{ number, headSha, mergeCommit }] : [],
  );
}
