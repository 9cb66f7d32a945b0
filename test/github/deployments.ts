import { type Answer, page, problem, type Question, refusal } from './answer.ts';
import type { Deployment, Repository } from './repository.ts';
import { sample } from './sample.ts';

interface Fields {
  readonly ref?: string;
  readonly task?: string;
  readonly environment?: string;
  readonly payload?: unknown;
  readonly state?: string;
  readonly auto_inactive?: boolean;
}

/** The answer to an operation about deployments; undefined for any other operation. */
export function answerDeployments(repository: Repository, question: Question): Answer | undefined {
  const { operation, url, variables } = question;
  const fields = (question.body ?? {}) as Fields;
  const one = repository.deployments.find(({ id }) => id === Number(variables.deployment_id));
  if (variables.deployment_id !== undefined && !one) return problem(404, 'Not Found');
  switch (operation) {
    case 'repos/list-deployments':
      return page(
        url,
        matching(repository, url).map((deployment) => repository.deploymentObject(deployment)),
      );
    case 'repos/create-deployment':
      return refusal(question) ?? create(repository, fields);
    case 'repos/list-deployment-statuses':
      return (
        one &&
        page(
          url,
          one.states.toReversed().map((state) => statusObject(state)),
        )
      );
    case 'repos/create-deployment-status':
      return refusal(question) ?? (one && addStatus(repository, one, fields));
    default:
      return undefined;
  }
}

/** The newest first, as GitHub lists them. */
function matching({ deployments }: Repository, url: URL): Deployment[] {
  const isWanted = (name: 'sha' | 'task' | 'environment', deployment: Deployment) => {
    const wanted = url.searchParams.get(name);
    return wanted === null || deployment[name] === wanted;
  };
  return deployments
    .filter((each) => isWanted('sha', each) && isWanted('task', each) && isWanted('environment', each))
    .reverse();
}

function create(
  repository: Repository,
  { ref = '', task = 'deploy', environment = 'production', payload }: Fields,
): Answer {
  if (!/^[0-9a-f]{40}$/.test(ref)) return problem(422, `No ref found for: ${ref}`);
  const id = 7000 + repository.deployments.length;
  const deployment = { id, sha: ref, task, environment, payload: payload ?? '', states: [] };
  repository.deployments.push(deployment);
  return { status: 201, body: repository.deploymentObject(deployment) };
}

/** Unless it is asked not to, GitHub makes the earlier deployments to the environment inactive. */
function addStatus(
  repository: Repository,
  deployment: Deployment,
  { state = '', auto_inactive = true }: Fields,
): Answer {
  if (state === 'success' && auto_inactive) {
    for (const other of repository.deployments)
      if (other !== deployment && other.environment === deployment.environment) other.states.push('inactive');
  }
  deployment.states.push(state);
  return { status: 201, body: statusObject(state) };
}

function statusObject(state: string): Record<string, unknown> {
  return sample('deployment-status', { state, creator: null });
}
