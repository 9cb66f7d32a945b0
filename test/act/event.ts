import { headOf } from '../github/repository.ts';

/** An event that starts a workflow: its name and GitHub's payload. */
export interface Event {
  readonly name: 'pull_request' | 'push' | 'schedule' | 'workflow_dispatch' | 'repository_dispatch';
  readonly payload: Readonly<Record<string, unknown>>;
}

const repository = {
  name: 'platform',
  full_name: 'kong-air/platform',
  owner: { login: 'kong-air' },
  default_branch: 'main',
  fork: false,
};

/** A pull request from a branch of the platform repository or from a fork, with the names of its labels. */
export function pullRequest(
  number: number,
  from: 'branch' | 'fork' = 'branch',
  labelled: readonly string[] = [],
): Event {
  const fork = { ...repository, full_name: 'ada/platform', owner: { login: 'ada' }, fork: true };
  const head = { ref: 'change', sha: headOf(number), repo: from === 'fork' ? fork : repository };
  const base = { ref: 'main', sha: 'b'.repeat(40), repo: repository };
  const labels = labelled.map((name) => ({ name }));
  return {
    name: 'pull_request',
    payload: { action: 'synchronize', number, pull_request: { number, head, base, labels }, repository },
  };
}

/** A merge to main. */
export const push: Event = { name: 'push', payload: { ref: 'refs/heads/main', repository } };

/** A scheduled start. */
export const schedule: Event = { name: 'schedule', payload: { schedule: '23 3 * * *', repository } };

/** A manual start. */
export const dispatch: Event = dispatchWith({});

/** A manual start with inputs. */
export function dispatchWith(inputs: Readonly<Record<string, string>>): Event {
  return { name: 'workflow_dispatch', payload: { ref: 'refs/heads/main', inputs, repository } };
}

/** A start by another system. */
export function repositoryDispatch(action: string, payload: Readonly<Record<string, unknown>>): Event {
  return {
    name: 'repository_dispatch',
    payload: { action, branch: 'main', client_payload: payload, repository },
  };
}
