import path from 'node:path';
import { type Diagnostic, sortDiagnostics } from '@konduct/core/diagnostic/diagnostic';
import { contentHandle } from '@konduct/core/provider/content';
import type { OrganizationReport, RunReport } from '@konduct/core/run/reconciliation';
import { committedTraffic, committedUpstreams } from '@konduct/deck/render/committed-traffic';
import { ExtraFiles } from '@konduct/deck/render/extra';
import { recordedHeld } from '@konduct/deck/render/held';
import { renamedServices } from '@konduct/deck/render/renamed';
import { inProcessTransport } from '@konduct/konnect/in-process';
import { konnectProvider } from '@konduct/konnect/provider';
import { handle } from '@konduct/simulator/handle';
import { State } from '@konduct/simulator/state';
import { acceptedChangesFiles, acceptedChangesProblems } from './accepted-changes.ts';
import { brokenYaml } from './broken-yaml.ts';
import { type Configuration, type ConfiguredOrganization, configure, isUsable } from './configuration.ts';
import { type DeckTeam, deckTeams } from './deck/teams.ts';
import { DirectoryTree } from './deck/tree.ts';
import type { PlatformOptions, RunContext } from './options.ts';
import type { PlatformDocuments } from './platform-documents.ts';
import { blueprintFolder, isYaml, manifestNames } from './platform-files.ts';
import { reconcileOrganization } from './reconcile/organization.ts';
import { makeReport } from './reconcile/run-report.ts';
import { TextFiles } from './text-file.ts';
import type { PlatformDirectory } from './unread-files.ts';

/**
 * Checks a platform directory without network: reads, type-checks and expands it, and then applies it to a simulated
 * Konnect in this process, with the code that applies it to the real one. A second plan must be empty. decK files that
 * a changed name made stale are found without decK. No secret is read; a stand-in is written in place of each.
 */
export async function validate(options: PlatformOptions, runContext: RunContext): Promise<RunReport> {
  const configured = configure(options, true, runContext.maskSecret);
  const workspace = path.resolve(options.workspace);
  const place = { directory: path.resolve(workspace, options.config), workspace };
  const teams = deckTeams(configured.instances, options);
  const diagnostics = sortDiagnostics([...configured.diagnostics, ...brokenProblems(configured, place, teams)]);
  const configuration = { ...configured, diagnostics };
  if (!isUsable(configuration)) return makeReport('validate', configuration, []);
  const reports = await Promise.all(
    configuration.organizations.map((organization) =>
      simulate(organization, configuration.documents, options, runContext),
    ),
  );
  const found = [...reports.flatMap(simulationProblems), ...committedProblems(configuration.instances, place, teams)];
  return makeReport(
    'validate',
    { ...configuration, diagnostics: [...configuration.diagnostics, ...found] },
    reports.map(asRehearsal),
  );
}

function simulate(
  organization: ConfiguredOrganization,
  documents: PlatformDocuments,
  options: PlatformOptions,
  runContext: RunContext,
): Promise<OrganizationReport> {
  const state = new State({ outline: (content) => documents.outlines.get(contentHandle(content).digest) });
  const transport = inProcessTransport((request) => handle(state, request));
  const provider = konnectProvider({
    transport,
    contents: documents.contents,
    retry: { attempts: 1, settle: 0 },
    stop: runContext.signal,
  });
  const rehearsal = {
    mode: 'apply',
    adopt: 'by-name',
    concurrency: 1,
    environments: options.environments,
    patience: 0,
  } as const;
  return reconcileOrganization(organization, documents, { provider }, rehearsal, {
    ...runContext,
    onProgress: () => {},
  });
}

/** The failures of the simulated apply, as findings about the configuration. */
function simulationProblems(report: OrganizationReport): Diagnostic[] {
  const found = [
    ...report.diagnostics,
    ...(report.plan?.diagnostics ?? []),
    ...(report.results ?? []).flatMap((result) => (result.diagnostic ? [result.diagnostic] : [])),
    ...(report.verification?.diagnostics ?? []),
  ];
  // Objects that people made are in no simulated Konnect.
  return found
    .filter(({ code }) => code !== 'object-missing')
    .map((diagnostic) => ({
      ...diagnostic,
      code: diagnostic.severity === 'error' ? 'simulation-failed' : diagnostic.code,
      ...(diagnostic.cause === undefined ? { cause: 'an offline apply to a simulated Konnect did not work out' } : {}),
    }));
}

/** Broken YAML in files that nothing has read so far. `deck lint` and a sync check the contents of decK files. */
function brokenProblems(
  { documents, listing }: Configuration,
  { directory, workspace }: PlatformDirectory,
  teams: readonly DeckTeam[],
): Diagnostic[] {
  const judgedElsewhere = new Set([...documents.staged, ...acceptedChangesFiles(serviceDirectories(teams))]);
  return new TextFiles(directory, workspace).directory('.') === 'directory'
    ? brokenYaml({ directory, workspace }, listing, (file) => isReadAlready(file) || judgedElsewhere.has(file))
    : [];
}

/** Whether `configure` reads a file of the platform directory as a manifest or blueprint. */
function isReadAlready(file: string): boolean {
  const [name = '', ...more] = file.split('/').reverse();
  return more.length === 0 ? manifestNames([name]).length > 0 : more.join('/') === blueprintFolder && isYaml(name);
}

/**
 * Findings about committed files that need no decK: decK files that a changed name made stale, which a sync would
 * refuse after the merge; specifications that could not be converted, by the record of the last rendering; an
 * `upstream` that the staged document does not have; gateways without a clear target of their traffic; and errors in files that only staging reads.
 */
function committedProblems(
  instances: Configuration['instances'],
  { directory, workspace }: PlatformDirectory,
  teams: readonly DeckTeam[],
): Diagnostic[] {
  const tree = new DirectoryTree(directory, workspace);
  const extras = new ExtraFiles(tree);
  const gateways = teams.flatMap((team) => [
    ...renamedServices(team, tree, extras).map(({ diagnostic }) => diagnostic),
    ...recordedHeld(team, tree),
    ...committedUpstreams(team, tree),
    ...committedTraffic(team, tree),
  ]);
  const everywhere = deckTeams(instances, { organizations: [], environments: [] }).flatMap(({ services }) => services);
  return [...gateways, ...acceptedChangesProblems(tree, serviceDirectories(teams), everywhere)];
}

function serviceDirectories(teams: readonly DeckTeam[]): readonly string[] {
  return teams.flatMap(({ services }) => services.map(({ directory }) => directory));
}

/** The report without the results: they come from a simulated Konnect. */
function asRehearsal({ organization, plan, note }: OrganizationReport): OrganizationReport {
  return { organization, diagnostics: [], ...(plan ? { plan } : {}), ...(note === undefined ? {} : { note }) };
}
