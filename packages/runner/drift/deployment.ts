import type { AppliedPart } from '@konduct/core/drift/applied-part';
import { type AnswerPart, UnexpectedAnswer } from '@konduct/repository/github/answer';
import type { GitHubClient } from '@konduct/repository/github/client';

/** What tells our deployments from others of the repository. */
const task = 'konduct';

/** A part of a platform at a commit, as a deployment on GitHub has it. */
export interface DeployedPart extends AppliedPart {
  readonly organization: string;
  readonly level: 'all' | 'organization' | 'environment';
  readonly environments: readonly string[];
  /** The platform directory and more manifests, so that two of them in one repository are told apart. */
  readonly place: readonly string[];
}

/** The most deployments that are looked through; each apply of a part makes one. */
const most = '100';

/** The deployments of a repository that record what was applied. Its methods reject with a GitHubFailure. */
export function deploymentsOf(client: GitHubClient) {
  const path = `${client.repository}/deployments`;
  const list = (query: Readonly<Record<string, string>>) =>
    client.get(path, (answer) => answer.list(readDeployment), { task, per_page: most, ...query });

  /**
   * Records that a part was applied and verified. The environment is none of the workflow's, so that no rule protects it
   * and nobody is asked.
   *
   * @param run the page of the run, by which a repeated request finds its own deployment
   */
  async function record(part: DeployedPart, run: string): Promise<void> {
    const { commit, organization, level, environments, place } = part;
    const payload = { organization, level, environments, place, run };
    const body = {
      ref: commit,
      task,
      environment: `konduct/${organization}`,
      description: 'Applied to Konnect and verified',
      payload,
      auto_merge: false,
      required_contexts: [],
      production_environment: false,
    };
    const find = async () =>
      (await list({ sha: commit })).find((made) => made.run === run && isSamePart(made.part, part));
    const { id } = await client.create(path, body, readDeployment, async () => find());
    // Otherwise an apply of one part would make the deployments of the other parts inactive.
    const status = { state: 'success', auto_inactive: false, ...(run === '' ? {} : { log_url: run }) };
    await client.set('POST', `${path}/${id}/statuses`, status, (answer) => answer.member('state').text());
  }

  /**
   * The parts that were applied last, the newest first, each part once.
   *
   * @param place that of the run
   */
  async function lastApplied(place: readonly string[]): Promise<readonly DeployedPart[]> {
    const found: DeployedPart[] = [];
    for (const { id, part } of await list({})) {
      if (!part || !isSame(part.place, place) || found.some((newer) => isSamePart(newer, part))) continue;
      const states = await client.get(
        `${path}/${id}/statuses`,
        (answer) => answer.list((status) => status.member('state').text()),
        { per_page: '1' },
      );
      if (states[0] === 'success') found.push(part);
    }
    return found;
  }

  return { record, lastApplied };
}

interface Deployment {
  readonly id: number;
  /** Undefined for a deployment of the same task that we did not make. */
  readonly part?: DeployedPart;
  readonly run?: string;
}

function readDeployment(answer: AnswerPart): Deployment {
  const id = answer.member('id').integer();
  const commit = answer.member('sha').text();
  try {
    const payload = answer.member('payload');
    const texts = (name: string) => payload.member(name).list((item) => item.text());
    const level = payload.member('level').text();
    if (level !== 'all' && level !== 'organization' && level !== 'environment') return { id };
    const organization = payload.member('organization').text();
    const part = { commit, organization, level, environments: texts('environments'), place: texts('place') } as const;
    return { id, part, run: payload.member('run').text() };
  } catch (error) {
    if (!(error instanceof UnexpectedAnswer)) throw error;
    return { id };
  }
}

function isSamePart(a: DeployedPart | undefined, b: DeployedPart): boolean {
  return (
    a?.organization === b.organization &&
    a.level === b.level &&
    isSame(a.environments, b.environments) &&
    isSame(a.place, b.place)
  );
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
