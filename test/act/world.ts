import { randomBytes } from 'node:crypto';
import { type Simulator, startSimulator } from '@konduct/simulator/simulator';
import { type Account, actionsBot, forkBot } from '../github/account.ts';
import { type GitHub, startGitHub } from '../github/server.ts';
import { runAct } from './act.ts';
import type { ActRun } from './act-output.ts';
import { type Event, pullRequest } from './event.ts';
import { createPlatformRepository, type PlatformRepository } from './platform-repository.ts';
import { programs } from './programs.ts';
import { copyPublished } from './published.ts';

/** Kong Air's repository, GitHub and Konnect, all on this machine. */
export interface World {
  readonly repository: PlatformRepository;
  readonly github: GitHub;
  readonly konnect: Simulator;
  /** Secrets that a run must not show: the Konnect token and the workflow's own GitHub token. */
  readonly secrets: Readonly<Record<'KONG_AIR_KONNECT_TOKEN' | 'GITHUB_TOKEN', string>>;
  /** Runs one of the example's workflows with the secrets (all by default) and variables that GitHub would give it. */
  run(workflow: string, event: Event, secrets?: Readonly<Record<string, string>>): Promise<ActRun>;
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
  const tokens: Record<string, Account> = { [secrets.GITHUB_TOKEN]: actionsBot, [forkToken]: forkBot };
  const [repository, published, github, konnect] = await Promise.all([
    createPlatformRepository(),
    copyPublished(),
    startGitHub({ repository: 'kong-air/platform', pulls: [pull], tokens }),
    startSimulator({ recordBodies: true }),
  ]);
  const localRepositories = Object.fromEntries(
    repository.pins.map((pin) => [`konduct/konduct@${pin}`, published.folder]),
  );
  const run = (workflow: string, event: Event, given: Readonly<Record<string, string>>) =>
    runAct({
      event,
      repository: repository.folder,
      workflow: `.github/workflows/${workflow}.yaml`,
      secrets: given,
      variables: { KONNECT_URL: konnect.konnectUrl },
      githubUrl: github.url,
      programs,
      localRepositories,
    });
  return {
    repository,
    github,
    konnect,
    secrets,
    run: (workflow, event, given = secrets) => run(workflow, event, given),
    runFromFork: (workflow) => run(workflow, pullRequest(pull, 'fork'), { GITHUB_TOKEN: forkToken }),
    async close() {
      await Promise.all([repository.remove(), published.remove(), github.close(), konnect.close()]);
    },
  };
}
