import { type Answer, commentLimit, page, problem, type Question, refusal } from './answer.ts';
import type { Issue, Repository } from './repository.ts';

interface Fields {
  readonly title?: string;
  readonly body?: string;
  readonly labels?: readonly string[];
  readonly state?: 'open' | 'closed';
}

/** The answer to an operation about issues themselves; undefined for any other operation. */
export function answerIssues(repository: Repository, question: Question): Answer | undefined {
  const { operation, url, variables, account } = question;
  const fields = (question.body ?? {}) as Fields;
  const one = repository.issues.get(Number(variables.issue_number));
  switch (operation) {
    case 'issues/list-for-repo':
      return page(
        url,
        matching(repository, url).map((issue) => repository.issueObject(issue)),
      );
    case 'issues/create': {
      const refused = refusal(question) ?? problemOf(fields);
      if (refused || !account) return refused;
      const { title = '', body = '', labels = [] } = fields;
      return { status: 201, body: repository.issueObject(repository.addIssue(account, title, body, labels)) };
    }
    case 'issues/update':
      return refusal(question) ?? problemOf(fields) ?? (one && update(repository, one, fields));
    default:
      return undefined;
  }
}

function matching({ issues }: Repository, url: URL): Issue[] {
  const labels = url.searchParams.get('labels')?.split(',') ?? [];
  const state = url.searchParams.get('state') ?? 'open';
  const found = [...issues.values()].filter(
    (issue) => (state === 'all' || issue.state === state) && labels.every((label) => issue.labels.includes(label)),
  );
  return url.searchParams.get('direction') === 'asc' ? found : found.reverse();
}

function update(repository: Repository, issue: Issue, { title, body, state }: Fields): Answer {
  Object.assign(issue, {
    ...(title === undefined ? {} : { title }),
    ...(body === undefined ? {} : { body }),
    ...(state === undefined ? {} : { state }),
  });
  return { status: 200, body: repository.issueObject(issue) };
}

function problemOf({ body = '', title = 'x' }: Fields): Answer | undefined {
  if (title === '' || title.length > 256) return problem(422, 'Validation Failed: title is too long');
  return body.length > commentLimit ? problem(422, 'Validation Failed: body is too long') : undefined;
}
