import { hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { organizationInstances } from '@konduct/core/instance/organization';
import { loadManifest } from '@konduct/core/manifest/load';
import { revealSecret, Secret } from '@konduct/core/secret/secret';
import { settingsOf } from '@konduct/deck/render/conversion-arguments';
import { deckTeams } from '@konduct/operations/deck/teams';
import { optionsFor } from '@konduct/operations/options.fixture';
import { githubFor, Logins } from '@konduct/operations/stage/access';
import type { StageOptions } from '@konduct/operations/stage/options';
import { specRequests } from '@konduct/operations/stage/request';
import { stageTeams } from '@konduct/operations/stage/target';
import { contentOf } from '@konduct/simulator/content';
import { startSimulator } from '@konduct/simulator/simulator';
import { createPlatform } from '../e2e/platform-directory.ts';
import { apply, type RunSettings } from '../e2e/run.ts';
import type { Manifest } from './places.ts';

const environment = {
  ACME_TOKEN: 'kpat_acme',
  OTHER_TOKEN: 'kpat_other',
  GIT_TOKEN: 'ghs_git',
  GIT_KEY: 'key-of-git',
};

export interface Scenery {
  /** What was applied before, and stays. */
  readonly before?: Manifest;
  /** Blueprints by their names. */
  readonly blueprints?: Readonly<Record<string, string>>;
  readonly settings?: RunSettings;
  /** A portal `dev` of somebody else, because of which the environment dev fails. */
  readonly foreignPortal?: boolean;
}

type Observer = (manifest: Manifest, scenery: Scenery) => Promise<unknown>;

function platformOf(manifest: Manifest, { blueprints = {} }: Scenery) {
  const document = 'openapi: 3.0.3\ninfo: {title: Flights, version: "1"}\npaths: {}\n';
  const staged = (folder: string) => `konnect/acme/envs/${folder}/teams/flights/services/acme/flights/openapi.yaml`;
  return createPlatform({
    'konnect/platform.yaml': JSON.stringify(manifest),
    [staged('dev')]: document,
    [staged('prd')]: document,
    ...Object.fromEntries(Object.entries(blueprints).map(([name, text]) => [`konnect/blueprints/${name}.yaml`, text])),
  });
}

/** Applies a manifest to a fresh Konnect; what is there afterwards, and the regions that were asked. */
async function konnect(manifest: Manifest, scenery: Scenery): Promise<unknown> {
  const simulator = await startSimulator();
  const run = async (given: Manifest) => {
    const platform = platformOf(given, scenery);
    await apply(platform, simulator, { environment, ...scenery.settings });
    platform.remove();
  };
  try {
    if (scenery.before) await run(scenery.before);
    if (scenery.foreignPortal) {
      const headers = { authorization: `Bearer ${environment.ACME_TOKEN}`, 'content-type': 'application/json' };
      const body = JSON.stringify({ name: 'dev', labels: { 'konduct-owner': 'somebody' } });
      await fetch(`${simulator.url}/eu/v3/portals`, { method: 'POST', headers, body });
    }
    simulator.resetLog();
    await run(manifest);
    const regions = new Set(simulator.log().map(({ host }) => host));
    return { content: simulator.state().organizations.map(contentOf), regions: [...regions].sort() };
  } finally {
    await simulator.close();
  }
}

function loaded(manifest: Manifest) {
  const result = loadManifest([{ path: 'm.yaml', text: JSON.stringify(manifest) }]);
  if (hasErrors(result.diagnostics)) throw new Error(JSON.stringify(result.diagnostics));
  return result;
}

const runContext = {
  environment,
  maskSecret: () => {},
  onProgress: () => {},
  signal: new AbortController().signal,
};
const stageOptions: StageOptions = {
  ...optionsFor('/'),
  services: [],
  target: 'pull-request',
  labels: [],
  reviewers: [],
  teamReviewers: [],
  referenceHosts: [],
  concurrency: 1,
  timeLimit: 1,
};
const shown = (_: string, value: unknown) => (value instanceof Secret ? revealSecret(value) : value);

/** What staging would read, from where, with which login; and its logins for the platform's own repository and GitHub. */
async function staging(manifest: Manifest): Promise<unknown> {
  const result = loaded(manifest);
  const logins = new Logins(stageOptions, runContext);
  const targets = stageTeams(result, stageOptions).flatMap((team) => team.targets);
  const { requests } = specRequests(targets, logins, () => []);
  const { git } = result.manifest.platform;
  const github = {
    serverUrl: 'https://github.com',
    apiUrl: 'https://api.github.com',
    repository: 'acme/platform',
    token: new Secret('ghs_workflow'),
    isWorkflowToken: true,
  };
  const own = git?.remote === undefined ? undefined : logins.ofPlatform(git.remote, git);
  const forGitHub = githubFor(result.manifest, { ...stageOptions, github }, runContext).settings;
  const read = [...requests.values()].map(({ at: _, ...request }) => request);
  return JSON.stringify([read, git?.remote, own, forGitHub], shown);
}

/** What decK's files are rendered with, for each service. */
async function rendering(manifest: Manifest): Promise<unknown> {
  const { manifest: read, apiNames } = loaded(manifest);
  const teams = deckTeams(organizationInstances(read, apiNames), { organizations: [], environments: [] });
  return teams.flatMap(({ services }) =>
    services.map((service) => [service.key, settingsOf(service), service.unclearUpstream]),
  );
}

export const observers = { konnect, staging, rendering } satisfies Record<string, Observer>;
