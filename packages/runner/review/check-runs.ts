import type { AnswerPart } from '@konduct/repository/github/answer';
import type { GitHubClient } from '@konduct/repository/github/client';
import { GitHubFailure } from '@konduct/repository/github/failure';
import type { PlanCheck } from './check-run.ts';

/** The values of a check run that Konduct uses. */
export interface StoredCheck {
  readonly id: number;
  readonly identity: string;
  /** The short name of the app that wrote it: `github-actions` for a workflow's own token. */
  readonly app: string | undefined;
  readonly summary: string;
}

/** The newest check runs of a commit, as GitHub lists them. Rejects with a GitHubFailure. */
export function checksOf(client: GitHubClient, commit: string): Promise<readonly StoredCheck[]> {
  return client.list(`${client.repository}/commits/${commit}/check-runs`, readCheck, 'check_runs');
}

/**
 * Writes a check run: into the one of the same identity, else a new one. Rejects with a GitHubFailure.
 *
 * @param existing the check runs of the commit
 */
export async function keepCheck(
  client: GitHubClient,
  commit: string,
  existing: readonly StoredCheck[],
  check: PlanCheck,
): Promise<'created' | 'updated'> {
  const { name, identity, conclusion, title, summary, text } = check;
  const content = { name, external_id: identity, status: 'completed', conclusion, output: { title, summary, text } };
  const list = `${client.repository}/check-runs`;
  const isSame = (stored: StoredCheck) => stored.identity === identity;
  const found = existing.find(isSame);
  if (found) {
    try {
      await client.set('PATCH', `${list}/${found.id}`, content, readCheck);
      return 'updated';
    } catch (error) {
      // An app may only change its own check runs, and GitHub does not say which app a token is of.
      if (!(error instanceof GitHubFailure && error.status === 403)) throw error;
    }
  }
  const known = new Set(existing.map(({ id }) => id));
  const find = async () => (await checksOf(client, commit)).find((stored) => isSame(stored) && !known.has(stored.id));
  await client.create(list, { ...content, head_sha: commit }, readCheck, find);
  return 'created';
}

function readCheck(check: AnswerPart): StoredCheck {
  const optionalText = (part: AnswerPart) => part.optional((value) => value.text());
  return {
    id: check.member('id').integer(),
    identity: optionalText(check.member('external_id')) ?? '',
    app: check.member('app').optional((app) => optionalText(app.member('slug'))),
    summary: optionalText(check.member('output').member('summary')) ?? '',
  };
}
