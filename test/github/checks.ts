import type { Account } from './account.ts';
import { type Answer, lacking, page, problem, type Question } from './answer.ts';
import type { CheckRun, Repository } from './repository.ts';
import { sample } from './sample.ts';

/** The most bytes of a check run's summary, and of its text. GitHub counts characters, which are never more. */
const textLimit = 65_535;

interface Fields {
  readonly name?: string;
  readonly head_sha?: string;
  readonly external_id?: string;
  readonly conclusion?: string;
  readonly output?: { readonly title?: string; readonly summary?: string; readonly text?: string };
}

/** The answer to an operation about commits and their check runs; undefined for any other operation. */
export function answerChecks(repository: Repository, question: Question): Answer | undefined {
  const { operation, variables, url, account } = question;
  const fields = (question.body ?? {}) as Fields;
  switch (operation) {
    case 'repos/list-commits': {
      const commits = repository
        .historyOf(url.searchParams.get('sha') ?? 'main')
        .map((sha) => sample('commit', { sha }));
      return lacking(question, 'contents', 'read') ?? page(url, commits);
    }
    case 'checks/list-for-ref':
      return lacking(question, 'checks', 'read') ?? list(repository, url, variables.ref);
    case 'checks/create':
      return lacking(question, 'checks', 'write') ?? create(repository, account, fields);
    case 'checks/update':
      return (
        lacking(question, 'checks', 'write') ?? update(repository, account, Number(variables.check_run_id), fields)
      );
    default:
      return undefined;
  }
}

function list(repository: Repository, url: URL, commit: string | undefined): Answer {
  const found = repository.checks.filter(({ headSha }) => headSha === commit).reverse();
  const { body, ...answer } = page(
    url,
    found.map((check) => repository.checkObject(check)),
  );
  return { ...answer, body: { total_count: found.length, check_runs: body } };
}

function create(repository: Repository, account: Account | undefined, fields: Fields): Answer {
  const problems = problemsOf(fields);
  if (problems) return problems;
  const check = repository.addCheck({ headSha: String(fields.head_sha), app: appOf(account), ...valuesOf(fields) });
  return { status: 201, body: repository.checkObject(check) };
}

/** An app may only change what it wrote. */
function update(repository: Repository, account: Account | undefined, id: number, fields: Fields): Answer {
  const check = repository.checks.find((one) => one.id === id);
  if (!check) return problem(404, 'Not Found');
  if (check.app !== appOf(account)) return problem(403, 'Invalid app_id for check run');
  const problems = problemsOf(fields);
  if (problems) return problems;
  Object.assign(check, valuesOf(fields));
  return { status: 200, body: repository.checkObject(check) };
}

function problemsOf({ output }: Fields): Answer | undefined {
  const long = [output?.summary, output?.text].some((text) => Buffer.byteLength(text ?? '') > textLimit);
  return long ? problem(422, `Only ${textLimit} characters are allowed`) : undefined;
}

function valuesOf({ name, external_id, conclusion, output }: Fields): Omit<CheckRun, 'id' | 'headSha' | 'app'> {
  const { title = '', summary = '', text = '' } = output ?? {};
  return { name: name ?? '', externalId: external_id ?? '', conclusion: conclusion ?? '', title, summary, text };
}

/** `github-actions` for the account `github-actions[bot]`. */
function appOf(account: Account | undefined): string {
  return account?.login.replace('[bot]', '') ?? '';
}
