import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type Diagnostic, hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { UserError } from '@konduct/core/diagnostic/user-error';
import { servicesOf, teamsOf, upstreamOf } from '@konduct/core/manifest/effective';
import { loadManifest } from '@konduct/core/manifest/load';
import type { Manifest } from '@konduct/core/manifest/manifest';
import type { EnvironmentStaging, ServiceStaging, StageReport } from '@konduct/core/run/staging';
import { Git } from '@konduct/repository/git/git';
import type { Author } from '@konduct/repository/platform/import';
import type { PlatformRepository } from '@konduct/repository/platform/platform-repository';
import { goneEnvironments } from '@konduct/repository/platform/staging-branch';
import { emptyTree, type Tree } from '@konduct/repository/platform/tree';
import { pullRequestsOf } from '@konduct/repository/pull-request/github';
import { readSpecs } from '@konduct/repository/specification/read';
import { RemoteDocuments } from '@konduct/repository/specification/remote-document';
import type { SpecRequest } from '@konduct/repository/specification/request';
import { scratchFolder } from '@konduct/tool/process/run-folder';
import { readPlatformFiles } from '../platform-files.ts';
import { selectionProblems } from '../selection.ts';
import { showPath } from '../text-file.ts';
import { Acceptances } from './acceptance.ts';
import { githubFor, Logins } from './access.ts';
import { describeApiChanges } from './api-changes.ts';
import { checkedEnvironment } from './check.ts';
import { contentsOf } from './contents.ts';
import { readDirectoryTree } from './directory.ts';
import { draftEnvironment } from './environment.ts';
import { judgeGate } from './gate.ts';
import { judgeEnvironment } from './judge.ts';
import type { StageOptions, StageRunContext, StageTools } from './options.ts';
import { openPlatform } from './platform.ts';
import { type Publishing, publishEnvironment } from './publish.ts';
import { makeStageReport } from './report.ts';
import { specRequests } from './request.ts';
import { environmentsOf, hasSomething, isAboutEverything, serviceProblems } from './selection.ts';
import { type StageTarget, stageTeams } from './target.ts';
import { writeEnvironment } from './write.ts';

/**
 * Brings the specifications of services from their repositories into the platform repository: as one pull request for
 * each environment, or as files in the working tree. A service that cannot be read is reported and keeps its files, and
 * does not stop the others.
 */
export async function stage(
  options: StageOptions,
  runContext: StageRunContext,
  tools: StageTools = {},
): Promise<StageReport> {
  const none = { processes: 0, contacts: 0, repositories: 0 };
  const files = readPlatformFiles(options, runContext.maskSecret);
  const loaded = loadManifest(files.manifests, {
    allowLiteralSecrets: options.allowLiteralSecrets,
    incomplete: hasErrors(files.diagnostics),
  });
  const diagnostics: Diagnostic[] = [
    ...files.diagnostics,
    ...(files.manifests.length === 0 ? [] : loaded.diagnostics),
    ...(files.manifests.length === 0 ? [] : selectionProblems(loaded.manifest, options)),
    ...serviceProblems(loaded.manifest, options),
  ];
  if (hasErrors(diagnostics)) return makeStageReport(diagnostics, [], [], none, 'invalid-configuration');

  const folder = await scratchFolder('stage');
  const git = new Git({
    environment: runContext.environment,
    home: folder,
    timeout: options.timeLimit,
    signal: runContext.signal,
    onRun: runContext.waiting?.begin,
  });
  let repositories = 0;
  const counts = () => ({ processes: git.processes, contacts: git.contacts, repositories });
  try {
    if (!runContext.signal.aborted && !(await git.isUsable())) throw new UserError([withoutGit]);
    const github = githubFor(loaded.manifest, options, runContext);
    diagnostics.push(...github.diagnostics);
    const run = {
      options: { ...options, ...github.settings },
      runContext,
      tools,
      git,
      folder,
      directory: files.directory,
    };
    const staged = await stageLoaded(run, loaded, (contacted) => {
      repositories = contacted;
    });
    const found = [...diagnostics, ...(tools.diagnostics ?? []), ...staged.diagnostics];
    return makeStageReport(found, staged.services, staged.environments, counts());
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const reason = error.diagnostics.some(({ code }) => code === 'secret-missing')
      ? 'missing-secret'
      : 'staging-failed';
    return makeStageReport([...diagnostics, ...error.diagnostics], [], [], counts(), reason);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Run {
  readonly options: StageOptions;
  readonly runContext: StageRunContext;
  readonly tools: StageTools;
  readonly git: Git;
  /** A temporary folder, removed with its contents after the run. */
  readonly folder: string;
  /** The platform directory, absolute. */
  readonly directory: string;
}

type Staged = Pick<StageReport, 'diagnostics' | 'services' | 'environments'>;

async function stageLoaded(
  run: Run,
  loaded: ReturnType<typeof loadManifest>,
  onRead: (repositories: number) => void,
): Promise<Staged> {
  const { options, runContext, tools, directory } = run;
  const { manifest } = loaded;
  const workspace = path.resolve(options.workspace);
  const shown = showPath(directory, workspace);
  const config = shown === '.' ? '' : shown;
  const logins = new Logins(options, runContext);
  const teams = stageTeams(loaded, options);
  const isCheck = options.target === 'check';
  const local = options.target === 'pull-request' ? undefined : readDirectoryTree(directory);
  const known = environmentsOf(manifest, options);
  const platform =
    local && !isCheck
      ? undefined
      : await openPlatform({ ...run, config, manifest, logins, environments: isCheck ? [] : known });
  try {
    const goneHere = local && !isCheck && isAboutEverything(manifest, options) ? goneEnvironments(known, local) : [];
    const environments = platform && !isCheck ? [...platform.branches.keys()] : [...known, ...goneHere];
    const base = platform?.baseTree ?? local ?? emptyTree;
    const acceptances = new Acceptances(local ?? base, config, tools.today ?? new Date().toISOString().slice(0, 10));
    const pendingOf = (environment: string): Tree | undefined => {
      const branch = platform?.branches.get(environment);
      return branch?.foreign ? undefined : branch?.tree;
    };
    const targets = teams.flatMap((team) => team.targets);
    const wanted = isCheck ? [] : targets;
    const { requests, obstacles } = specRequests(wanted, logins, (environment) => {
      const pending = pendingOf(environment);
      return pending ? [pending, base] : [base];
    });
    const reading = await read([...requests.values()], run);
    onRead(reading.repositories);

    const publishing = platform && publishingTo(platform, manifest, targets, config, run);
    const services: Staged['services'][number][] = [];
    const stagings: EnvironmentStaging[] = [];
    for (const environment of environments) {
      if (runContext.signal.aborted) break;
      const own = teams.filter((team) => team.environment === environment);
      const drawn = isCheck ? checkedEnvironment(environment, own, base, local ?? emptyTree, config) : undefined;
      const drafted =
        drawn ??
        (await draftEnvironment({
          environment,
          teams: own,
          organizations: options.organizations.length === 0 || platform ? undefined : new Set(options.organizations),
          base,
          pending: pendingOf(environment),
          config,
          requests,
          results: reading.results,
          obstacles,
          renderer: tools.renderer,
        }));
      const branch = platform?.branches.get(environment);
      if (drafted.draft.changes.size === 0 && !hasSomething(environment, { known, teams, branch })) continue;
      const compared = await describeApiChanges(drafted, tools.comparer, acceptances);
      const described = compared.map((service) => withUpstream(service, manifest));
      const contents = contentsOf(drafted, config, branch?.name);
      const told = { ...drafted, diagnostics: [...drafted.diagnostics, ...acceptances.findings(environment)] };
      const gate = judgeGate(environment, described, manifest, options.failOn);
      const staging = await (isCheck
        ? judgeEnvironment(told, described, contents, publishing, gate)
        : publishing
          ? publishEnvironment(told, described, contents, publishing, gate)
          : writeEnvironment(told, contents, { directory, workspace }, gate));
      services.push(...described);
      stagings.push(staging);
      runContext.onStageProgress?.({ event: 'staged', environment: staging });
    }
    return { diagnostics: runContext.signal.aborted ? [interrupted()] : [], services, environments: stagings };
  } finally {
    await platform?.close();
  }
}

/** Reads the services' repositories, each with one contact. */
function read(
  requests: readonly SpecRequest[],
  { options, runContext, git, folder }: Run,
): ReturnType<typeof readSpecs> {
  let done = 0;
  const total = new Set(requests.map(({ remote }) => remote)).size;
  return readSpecs(requests, {
    git,
    concurrency: options.concurrency,
    folder,
    timeout: options.timeLimit,
    limits: options.specificationLimits,
    remoteDocuments: new RemoteDocuments({
      hosts: options.referenceHosts,
      environment: runContext.environment,
      signal: runContext.signal,
    }),
    onRead: (repository) => {
      done += 1;
      runContext.onStageProgress?.({ event: 'read', repository, done, total });
    },
  });
}

/** The author of pull requests: the platform's, else the one of commits by GitHub's workflows. */
function publishingTo(
  platform: PlatformRepository,
  { platform: { git } }: Manifest,
  targets: readonly StageTarget[],
  config: string,
  { options, runContext, tools }: Run,
): Publishing {
  const { github } = options;
  const { environment, signal } = runContext;
  const onWait = (line: string) => runContext.onStageProgress?.({ event: 'wait', line });
  return {
    platform,
    requests: github && pullRequestsOf({ ...github, environment, signal, onWait }, tools.patience),
    author: {
      name: git?.author?.name ?? 'github-actions[bot]',
      email: git?.author?.email ?? '41898282+github-actions[bot]@users.noreply.github.com',
    },
    serviceAuthors: new Map(targets.flatMap(authorOf)),
    options,
    config,
  };
}

/** The author of a service that the manifest names whole, by the service's folder. */
function authorOf({ directory, git }: StageTarget): [string, Author][] {
  const { name, email } = git?.author ?? {};
  return name === undefined || email === undefined ? [] : [[directory, { name, email }]];
}

const withoutGit: Diagnostic = {
  severity: 'error',
  code: 'tool-missing',
  message: 'There is no git here, or one older than 2.31',
  fix: 'Install git 2.31 or newer and put it on the PATH.',
};

function interrupted(): Diagnostic {
  return {
    severity: 'error',
    code: 'run-interrupted',
    message: 'The run was asked to stop before everything was staged',
    fix: 'Run it again: it goes on where this one ended.',
  };
}

/** The service with a mark if the manifest gives each of its targets an address. */
function withUpstream(service: ServiceStaging, manifest: Manifest): ServiceStaging {
  const environment = manifest.organizations.get(service.organization)?.environments.get(service.environment);
  const found = (environment ? teamsOf(manifest, environment) : [])
    .filter(({ team }) => team.key === service.team)
    .flatMap(servicesOf)
    .find((each) => each.service.key === service.service);
  const targets = (found && upstreamOf(found)) ?? [];
  const isDeclared = targets.length > 0 && targets.every(({ url }) => url !== undefined);
  return isDeclared ? { ...service, upstreamDeclared: true } : service;
}
