import { simpleUser } from './account.ts';
import { type Answer, commentLimit, lacking, page, problem, type Question, refusal } from './answer.ts';
import type { Pull, Repository } from './repository.ts';
import { sample } from './sample.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The answer to an operation about pull requests; undefined for any other operation. */
export function answerPulls(repository: Repository, question: Question, pull: Pull | undefined): Answer | undefined {
  repository.closeOrphans();
  const fields = (question.body ?? {}) as Fields;
  switch (question.operation) {
    case 'pulls/list':
      return (
        lacking(question, 'pull-requests', 'read') ??
        page(
          question.url,
          matching(repository, question.url).map((found) => repository.pullObject(found, 'pull-request-simple')),
        )
      );
    case 'repos/list-pull-requests-associated-with-commit':
      return page(
        question.url,
        withCommit(repository, question.variables.commit_sha).map((found) =>
          repository.pullObject(found, 'pull-request-simple'),
        ),
      );
    case 'pulls/get':
      return pull && { status: 200, body: repository.pullObject(pull, 'pull-request') };
    case 'pulls/list-files':
      return (
        pull &&
        page(
          question.url,
          pull.files.map((name) => fileObject(name)),
        )
      );
    case 'pulls/create':
      return refusal(question) ?? create(repository, fields);
    case 'pulls/update':
      return refusal(question) ?? (pull && update(repository, pull, fields));
    case 'issues/list-events':
      return pull && page(question.url, pull.labelled.map(eventObject));
    case 'issues/add-labels':
      return refusal(question) ?? (pull && addLabels(repository, pull, fields));
    case 'pulls/request-reviewers':
      return refusal(question) ?? (pull && requestReviewers(repository, pull, fields));
    default:
      return undefined;
  }
}

function matching(repository: Repository, url: URL): Pull[] {
  const state = url.searchParams.get('state') ?? 'open';
  const head = url.searchParams.get('head');
  const base = url.searchParams.get('base');
  const owner = repository.name.split('/')[0];
  return [...repository.pulls.values()]
    .filter((pull) => state === 'all' || pull.state === state)
    .filter((pull) => base === null || base === pull.base)
    .filter((pull) => head === null || head === `${owner}:${pull.head}`)
    .sort((a, b) => b.number - a.number);
}

/** The pull requests with a commit, or with it as their merge commit. */
function withCommit(repository: Repository, commit: string | undefined): Pull[] {
  return [...repository.pulls.values()].filter(
    ({ mergeCommit, head }) => mergeCommit === commit || repository.commitOf(head) === commit,
  );
}

function create(repository: Repository, { head, base, title, body }: Fields): Answer {
  const problems = [
    ...(typeof head === 'string' && repository.commitOf(head) !== undefined ? [] : ['head is invalid']),
    ...(typeof base === 'string' && repository.commitOf(base) !== undefined ? [] : ['base is invalid']),
    ...([...repository.pulls.values()].some((pull) => pull.state === 'open' && pull.head === head)
      ? [`A pull request already exists for ${head}`]
      : []),
    ...tooLong(body),
  ];
  if (problems.length > 0) return problem(422, `Validation Failed: ${problems.join(', ')}`);
  const pull = repository.addPull(String(head), String(base), String(title), String(body ?? ''));
  return { status: 201, body: repository.pullObject(pull, 'pull-request') };
}

function update(repository: Repository, pull: Pull, { title, body, state, base }: Fields): Answer {
  const [long] = tooLong(body);
  if (long !== undefined) return problem(422, `Validation Failed: ${long}`);
  if (typeof base === 'string' && repository.commitOf(base) === undefined)
    return problem(422, 'Validation Failed: base is invalid');
  if (typeof base === 'string') pull.base = base;
  if (typeof title === 'string') pull.title = title;
  if (typeof body === 'string') pull.body = body;
  if (state === 'open' || state === 'closed') pull.state = state;
  return { status: 200, body: repository.pullObject(pull, 'pull-request') };
}

function addLabels(repository: Repository, pull: Pull, { labels }: Fields): Answer {
  for (const name of Array.isArray(labels) ? labels : []) {
    if (!pull.labels.includes(String(name))) pull.labels.push(String(name));
  }
  return { status: 200, body: pull.labels.map((name) => repository.labelObject(name)) };
}

/** People are requested by login; `nobody` stands for a person who cannot see the repository. */
function requestReviewers(repository: Repository, pull: Pull, { reviewers, team_reviewers }: Fields): Answer {
  const names = [reviewers, team_reviewers].flatMap((list) => (Array.isArray(list) ? list.map(String) : []));
  if (names.includes('nobody')) return { status: 422, body: undefined };
  pull.reviewers.push(...names);
  return { status: 201, body: repository.pullObject(pull, 'pull-request-simple') };
}

function eventObject({ label, by }: Pull['labelled'][number], index: number): unknown {
  const actor = simpleUser({ login: by, type: 'User', writes: true });
  return sample('labeled-issue-event', {
    id: index + 1,
    event: 'labeled',
    label: { name: label, color: 'ededed' },
    actor,
  });
}

function fileObject(filename: string): unknown {
  const counts = { additions: 1, deletions: 0, changes: 1 };
  const url = `https://api.github.com/files/${encodeURIComponent(filename)}`;
  return {
    sha: '0'.repeat(40),
    filename,
    status: 'modified',
    ...counts,
    blob_url: url,
    raw_url: url,
    contents_url: url,
  };
}

function tooLong(body: unknown): string[] {
  return typeof body === 'string' && body.length > commentLimit
    ? [`body is too long (maximum is ${commentLimit} characters)`]
    : [];
}
