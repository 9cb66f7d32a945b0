import { type Account, may, ownUser } from './account.ts';
import { answerChecks } from './checks.ts';
import { answerDeployments } from './deployments.ts';
import { answerIssues } from './issues.ts';
import { answerPulls } from './pulls.ts';
import type { Repository } from './repository.ts';
import { sample } from './sample.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Question {
  readonly operation: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly url: URL;
  readonly body: unknown;
  /** Undefined without a token: a public repository can be read. */
  readonly account: Account | undefined;
}

/** The most characters of a comment, and of a pull request's text. */
export const commentLimit = 65_536;

/** The answer to an operation in GitHub's description. */
export function answer(repository: Repository, question: Question): Answer {
  const { operation, variables, account } = question;
  if (operation === 'users/get-authenticated') return authenticated(account);
  if (operation === 'teams/get-membership-for-user-in-org') return membership(repository, variables);
  if (`${variables.owner}/${variables.repo}` !== repository.name) return problem(404, 'Not Found');
  const given = variables.issue_number ?? variables.pull_number;
  const found = repository.pulls.get(Number(given));
  if (given !== undefined && !found && !repository.issues.has(Number(given))) return problem(404, 'Not Found');
  const checks = answerChecks(repository, question);
  if (checks) return checks;
  const records = answerDeployments(repository, question) ?? answerIssues(repository, question);
  if (records) return records;
  const pulls = answerPulls(repository, question, found);
  if (pulls) return pulls;
  const pull = Number(given);
  switch (operation) {
    case 'repos/get-content':
      return content(repository, decodeURIComponent(variables.path ?? ''));
    case 'repos/get':
      return { status: 200, body: repository.repositoryObject() };
    case 'issues/list-comments':
      return page(
        question.url,
        repository.comments
          .filter((comment) => comment.pull === pull)
          .map((comment) => repository.commentObject(comment)),
      );
    case 'issues/create-comment':
      return writing(question, (author, body) => ({
        status: 201,
        body: repository.commentObject(repository.addComment(pull, author, body)),
      }));
    default:
      return oneComment(repository, question);
  }
}

function membership(repository: Repository, { org, team_slug, username = '' }: Question['variables']): Answer {
  const members = repository.teams.get(`${org}/${team_slug}`);
  if (!members?.includes(username)) return { status: 404, body: undefined };
  return { status: 200, body: sample('team-membership', { role: 'member', state: 'active' }) };
}

function content(repository: Repository, path: string): Answer {
  const text = repository.files.get(path);
  if (text === undefined) return problem(404, 'Not Found');
  const encoded = Buffer.from(text).toString('base64');
  return { status: 200, body: sample('content-file', { type: 'file', encoding: 'base64', path, content: encoded }) };
}

function oneComment(repository: Repository, question: Question): Answer {
  const comment = repository.comments.find(({ id }) => id === Number(question.variables.comment_id));
  if (!comment) return problem(404, 'Not Found');
  if (question.operation === 'issues/get-comment') return { status: 200, body: repository.commentObject(comment) };
  return writing(question, (_, body) => {
    repository.changeComment(comment, body);
    return { status: 200, body: repository.commentObject(comment) };
  });
}

/** A workflow's installation token belongs to no user. */
function authenticated(account: Account | undefined): Answer {
  if (!account) return problem(401, 'Requires authentication');
  if (account.type === 'Bot') return problem(403, 'Resource not accessible by integration');
  return { status: 200, body: ownUser(account) };
}

/** The refusal for an account that may not write; undefined if it may. */
export function refusal({ account }: Question): Answer | undefined {
  if (!account) return problem(401, 'Requires authentication');
  return account.writes ? undefined : problem(403, 'Resource not accessible by integration');
}

/** The refusal for a token without a permission; undefined if it has it. A public repository is read without a token. */
export function lacking({ account }: Question, scope: string, access: 'read' | 'write'): Answer | undefined {
  if (!account) return access === 'read' ? undefined : problem(401, 'Requires authentication');
  return may(account, scope, access) ? undefined : problem(403, 'Resource not accessible by integration');
}

function writing(question: Question, write: (author: Account, body: string) => Answer): Answer {
  const refused = refusal(question);
  const { account, body } = question;
  if (refused || !account) return refused ?? problem(401, 'Requires authentication');
  const text = String((body as { body?: unknown } | undefined)?.body ?? '');
  if (text.trim() === '') return problem(422, "Validation Failed: body can't be blank");
  if (text.length > commentLimit)
    return problem(422, `Validation Failed: body is too long (maximum is ${commentLimit} characters)`);
  return write(account, text);
}

export function problem(status: number, message: string): Answer {
  return { status, body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) } };
}

/** One page of a list, with the Link header to the others. */
export function page(url: URL, items: readonly unknown[]): Answer {
  const size = Math.min(Number(url.searchParams.get('per_page') ?? 30), 100);
  const number = Number(url.searchParams.get('page') ?? 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (relation: string, target: number) => {
    const there = new URL(url);
    there.searchParams.set('page', String(target));
    return `<${there}>; rel="${relation}"`;
  };
  const links = [
    ...(number > 1 ? [link('prev', number - 1)] : []),
    ...(number < last ? [link('next', number + 1), link('last', last)] : []),
    ...(number > 1 ? [link('first', 1)] : []),
  ];
  const body = items.slice((number - 1) * size, number * size);
  return { status: 200, body, headers: links.length > 0 ? { link: links.join(', ') } : {} };
}
