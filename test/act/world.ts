import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '@konduct/simulator/simulator';
import { parse } from 'yaml';
import { type Account, actionsBot, forkBot } from '../github/account.ts';
import { type GitHub, startGitHub } from '../github/server.ts';
import type { Workflow } from '../workflows/workflow.ts';
import { runAct } from './act.ts';
import type { ActRun } from './act-output.ts';
import { type Event, pullRequest } from './event.ts';
import { createPlatformRepository, type PlatformRepository } from './platform-repository.ts';
import { programs } from './programs.ts';
import { copyPublished } from './published.ts';
import { standInActions, standInPrograms } from './stand-in-actions.ts';

/** Kong Air's repository, GitHub and Konnect, all on this machine. */
export interface World {
  readonly repository: PlatformRepository;
  readonly github: GitHub;
  readonly konnect: Simulator;
  /** Where runs keep their artifacts: a folder for each name. */
  readonly artifactFolder: string;
  /** Secrets that a run must not show: the Konnect token and the workflow's own GitHub token. */
  readonly secrets: Readonly<Record<'KONG_AIR_KONNECT_TOKEN' | 'GITHUB_TOKEN', string>>;
  /** Runs one of the example's workflows with the secrets (all by default) and variables that GitHub would give it. */
  run(workflow: string, event: Event, secrets?: Readonly<Record<string, string>>): Promise<ActRun>;
  /** Merges a pull request: the checkout's commit is what came of it. */
  merge(number?: number): Promise<void>;
  /** Runs a workflow for a pull request from a fork: no secrets, and a token that can only read. */
  runFromFork(workflow: string): Promise<ActRun>;
  close(): Promise<void>;
}

/** The number of the pull request. */
export const pull = 7;

/** Starts all servers. Close the world after the tests. */
export async function startWorld(): Promise<World> {
  const secrets = {
    // Contains characters that every kind of escaping changes.
    KONG_AIR_KONNECT_TOKEN: `kpat_${randomBytes(30).toString('base64')}"+/&`,
    GITHUB_TOKEN: `ghs_${randomBytes(18).toString('hex')}`,
  };
  const forkToken = `ghs_${randomBytes(18).toString('hex')}`;
  const bot: Account = { ...actionsBot };
  const tokens: Record<string, Account> = { [secrets.GITHUB_TOKEN]: bot, [forkToken]: forkBot };
  const [repository, published, github, konnect, artifactFolder] = await Promise.all([
    createPlatformRepository(),
    copyPublished(),
    startGitHub({ repository: 'kong-air/platform', pulls: [pull, pull + 1, pull + 2], tokens }),
    startSimulator({ recordBodies: true }),
    mkdtemp(join(tmpdir(), 'konduct-artifacts-')),
  ]);
  const localRepositories = {
    ...Object.fromEntries(repository.pins.map((pin) => [`konduct/konduct@${pin}`, published.folder])),
    ...standInActions,
  };
  const run = async (workflow: string, event: Event, given: Readonly<Record<string, string>>) => {
    bot.permissions = await permissionsOf(join(repository.folder, `.github/workflows/${workflow}.yaml`));
    return runAct({
      event,
      repository: repository.folder,
      workflow: `.github/workflows/${workflow}.yaml`,
      secrets: given,
      variables: { KONNECT_URL: konnect.konnectUrl },
      githubUrl: github.url,
      programs,
      standIns: [standInPrograms],
      environment: { ARTIFACT_FOLDER: artifactFolder },
      localRepositories,
    });
  };
  return {
    repository,
    github,
    konnect,
    artifactFolder,
    secrets,
    run: (workflow, event, given = secrets) => run(workflow, event, given),
    async merge(number = pull) {
      const { stdout } = await repository.git('rev-parse', 'HEAD');
      Object.assign(github.pulls.get(number) ?? {}, { state: 'closed', merged: true, mergeCommit: stdout.trim() });
    },
    runFromFork: (workflow) => run(workflow, pullRequest(pull, 'fork'), { GITHUB_TOKEN: forkToken }),
    async close() {
      await Promise.all([repository.remove(), published.remove(), github.close(), konnect.close()]);
      await rm(artifactFolder, { recursive: true, force: true });
    },
  };
}

/** The permissions that the jobs of a workflow have together. act gives each job the same token. */
async function permissionsOf(path: string): Promise<Readonly<Record<string, string>>> {
  const { jobs } = parse(await readFile(path, 'utf8')) as Workflow;
  const given: Record<string, string> = {};
  for (const { permissions = {} } of Object.values(jobs))
    for (const [scope, access] of Object.entries(permissions)) if (given[scope] !== 'write') given[scope] = access;
  return given;
}
