import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { OrganizationReport, RunReport } from '@konduct/core/report/report';
import { inProcessTransport } from '@konduct/konnect/in-process';
import { konnectProvider } from '@konduct/konnect/provider';
import { handle } from '@konduct/simulator/handle';
import { State } from '@konduct/simulator/state';
import { type ConfiguredOrganization, configure, isUsable } from './configuration.ts';
import type { Edge, PlatformOptions } from './options.ts';
import type { PlatformDocuments } from './platform-documents.ts';
import { reconcileOrganization } from './reconcile/organization.ts';
import { makeReport } from './reconcile/run-report.ts';

/**
 * Checks a platform directory without asking anybody: reads, type-checks and expands it, and then applies it to a
 * simulated Konnect in this process with the very code that applies it to the real one. A second plan must be empty. No
 * secret is read (a stand-in is written in the place of each) and no connection is made.
 */
export async function validate(options: PlatformOptions, edge: Edge): Promise<RunReport> {
  const configuration = configure(options, true);
  if (!isUsable(configuration)) return makeReport('validate', configuration, []);
  const reports = await Promise.all(
    configuration.organizations.map((organization) => simulate(organization, configuration.documents, options, edge)),
  );
  const found = reports.flatMap(simulationProblems);
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
  edge: Edge,
): Promise<OrganizationReport> {
  const state = new State();
  const transport = inProcessTransport((request) => handle(state, request));
  const provider = konnectProvider({
    transport,
    contents: documents.contents,
    retry: { attempts: 1, settle: 0 },
    stop: edge.signal,
  });
  const rehearsal = {
    mode: 'apply',
    adopt: 'by-name',
    concurrency: 1,
    environments: options.environments,
    patience: 0,
  } as const;
  return reconcileOrganization(organization, documents, provider, rehearsal, { ...edge, onProgress: () => {} });
}

/** What the simulated apply could not do, as findings about the configuration. */
function simulationProblems(report: OrganizationReport): Diagnostic[] {
  const found = [
    ...report.diagnostics,
    ...(report.plan?.diagnostics ?? []),
    ...(report.results ?? []).flatMap((result) => (result.diagnostic ? [result.diagnostic] : [])),
    ...(report.verification?.diagnostics ?? []),
  ];
  return found.map((diagnostic) => ({
    ...diagnostic,
    code: diagnostic.severity === 'error' ? 'simulation-failed' : diagnostic.code,
    ...(diagnostic.cause === undefined ? { cause: 'an offline apply to a simulated Konnect did not work out' } : {}),
  }));
}

/** What the rehearsal applied was applied to nothing real: only the plan is worth telling. */
function asRehearsal({ organization, plan, note }: OrganizationReport): OrganizationReport {
  return { organization, diagnostics: [], ...(plan ? { plan } : {}), ...(note === undefined ? {} : { note }) };
}
