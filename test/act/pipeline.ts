import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Secret } from '@konduct/core/secret/secret';
import { optionsFor } from '@konduct/operations/options.fixture';
import { stageWithTools } from '@konduct/operations/stage/tools';
import type { LocalRepository } from '@konduct/repository/git/local-repository.fixture';
import { type Simulator, startSimulator } from '@konduct/simulator/simulator';
import { createServiceRepositories, startOver } from '../../scripts/demo/service-repositories.ts';
import { type Account, actionsBot } from '../github/account.ts';
import { type GitHub, startGitHub } from '../github/server.ts';
import { runAct } from './act.ts';
import type { ActRun } from './act-output.ts';
import { type Event, pullRequest } from './event.ts';
import { type Origin, startOrigin } from './origin.ts';
import { createPlatformRepository, type PlatformRepository } from './platform-repository.ts';
import { programs } from './programs.ts';
import { copyPublished } from './published.ts';
import { standInActions } from './stand-in-actions.ts';

/** Kong Air's services, its platform repository, GitHub and Konnect, all on this machine. */
export interface Pipeline {
  readonly origin: Origin;
  readonly checkout: PlatformRepository;
  readonly github: GitHub;
  readonly konnect: Simulator;
  /** The specification for flights on its branch for development, which does not exist at first. */
  readonly flights: string;
  /** Every secret by name. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Every run so far. */
  readonly runs: readonly ActRun[];
  service(key: string): LocalRepository;
  /** Runs a workflow from the checkout, with these secrets in addition to those of the pipeline. */
  run(workflow: string, event: Event, more?: Readonly<Record<string, string>>): Promise<ActRun>;
  /** Plans what is on main on a pull request, the first one of a platform, and merges that. Returns its number. */
  reviewFirst(): Promise<number>;
  /** The artifacts of all runs: texts by path. */
  artifacts(): Promise<Readonly<Record<string, string>>>;
  close(): Promise<void>;
}

const appBot: Account = { login: 'kong-air-platform[bot]', type: 'Bot', writes: true };

export interface PipelineOptions {
  /**
   * Whether a GitHub App stages. With it, services' repositories are private, and it can read them. Without it they are
   * on this disk, and the workflow's own token pushes.
   */
  readonly app: boolean;
  /** The numbers of pull requests that people opened. */
  readonly pulls?: readonly number[];
}

/**
 * Starts all servers, in a state in which every service but one is staged: flights, which has no branch for development
 * yet. Konnect is empty.
 */
export async function startPipeline({ app, pulls = [] }: PipelineOptions): Promise<Pipeline> {
  const secrets = {
    // Contains characters that every kind of escaping changes.
    KONG_AIR_KONNECT_TOKEN: `kpat_${randomBytes(30).toString('base64')}"+/&`,
    GITHUB_TOKEN: `ghs_${randomBytes(18).toString('hex')}`,
    ...(app ? { KONDUCT_APP_KEY: `ghs_${randomBytes(18).toString('hex')}` } : {}),
  };
  const pusher = secrets.KONDUCT_APP_KEY ?? secrets.GITHUB_TOKEN;
  const [checkout, published, origin, konnect, artifactFolder] = await Promise.all([
    createPlatformRepository(),
    copyPublished(),
    startOrigin(pusher),
    startSimulator({ recordBodies: true }),
    mkdtemp(join(tmpdir(), 'konduct-artifacts-')),
  ]);
  const directory = join(checkout.folder, 'konnect');
  const flightsPath = 'kong-air/envs/dev/teams/network-planning/services/kong-air/flights/openapi.yaml';
  const flights = await readFile(join(directory, flightsPath), 'utf8');
  const services = createServiceRepositories(directory, app ? origin.repositories : undefined);
  const service = (key: string): LocalRepository => {
    const found = services.services.get(key);
    if (!found) throw new Error(`there is no service ${key}`);
    return found;
  };
  service('kong-air/flights').git('update-ref', '-d', 'refs/heads/dev');
  await startOver(directory, app ? origin.server.url : `file://${services.folder}`);
  await stageHere(checkout.folder, origin, pusher);
  await checkout.commit();
  await origin.push(checkout);
  const github = await startGitHub({
    repository: 'kong-air/platform',
    pulls,
    tokens: { [secrets.GITHUB_TOKEN]: actionsBot, [pusher]: app ? appBot : actionsBot },
    commitOf: (branch) => origin.head(branch),
    historyOf: (sha) => origin.commits(sha),
  });
  const localRepositories = {
    ...Object.fromEntries(checkout.pins.map((pin) => [`konduct/konduct@${pin}`, published.folder])),
    ...standInActions,
  };
  const runs: ActRun[] = [];
  async function run(workflow: string, event: Event, more: Readonly<Record<string, string>> = {}): Promise<ActRun> {
    const run = await runAct({
      event,
      repository: checkout.folder,
      workflow: `.github/workflows/${workflow}.yaml`,
      secrets: { ...secrets, ...more },
      variables: { KONNECT_URL: konnect.konnectUrl, ...(app ? { KONDUCT_APP_ID: '1234' } : {}) },
      githubUrl: github.url,
      gitUrl: origin.server.url,
      environment: { SSL_CERT_FILE: origin.server.caFile, ARTIFACT_FOLDER: artifactFolder },
      programs,
      localRepositories,
    });
    runs.push(run);
    return run;
  }
  return {
    origin,
    checkout,
    github,
    konnect,
    flights,
    secrets,
    runs,
    service,
    run,
    async reviewFirst() {
      const pull = github.addPull('first');
      await run('plan', pullRequest(pull.number));
      Object.assign(pull, { state: 'closed', merged: true, mergeCommit: origin.head('main') });
      return pull.number;
    },
    artifacts: () => textsIn(artifactFolder),
    async close() {
      services.remove();
      await Promise.all([
        checkout.remove(),
        published.remove(),
        origin.close(),
        github.close(),
        konnect.close(),
        rm(artifactFolder, { recursive: true, force: true }),
      ]);
    },
  };
}

/** Stages into a working tree, as for a new platform. */
async function stageHere(workspace: string, { server }: Origin, token: string): Promise<void> {
  const report = await stageWithTools(
    {
      ...optionsFor(workspace),
      services: [],
      target: 'working-tree',
      github: { serverUrl: server.url, apiUrl: '', repository: 'kong-air/platform', token: new Secret(token) },
      serviceToken: new Secret(token),
      labels: [],
      reviewers: [],
      teamReviewers: [],
      referenceHosts: [],
      concurrency: 8,
      timeLimit: 20_000,
    },
    {
      environment: { PATH: [...programs, process.env.PATH].join(delimiter), SSL_CERT_FILE: server.caFile },
      maskSecret: () => {},
      onProgress: () => {},
      signal: new AbortController().signal,
    },
  );
  const failed = report.services.filter(({ outcome }) => outcome === 'failed');
  if (failed.map(({ service, environment }) => `${service} ${environment}`).join() !== 'kong-air/flights dev')
    throw new Error(`staging did not go as it should: ${JSON.stringify(report, null, 2)}`);
}

async function textsIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')])));
}
