import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { UserError } from '@konduct/core/diagnostic/user-error';
import type { OrganizationReport, RunReport } from '@konduct/core/report/report';
import { KonnectClient } from '@konduct/konnect/client/client';
import { type KonnectUrl, parseKonnectUrl } from '@konduct/konnect/client/hosts';
import { type NetworkSettings, networkFrom } from '@konduct/konnect/client/network';
import { konnectProvider } from '@konduct/konnect/provider';
import { defaultRetry, type RetryPolicy } from '@konduct/konnect/retry';
import { type ConfiguredOrganization, configure, isUsable } from '../configuration.ts';
import type { Edge, ReconcileOptions } from '../options.ts';
import { resolveSecret, secretHandle } from '../secret-source.ts';
import { version } from '../version.ts';
import { reconcileOrganization } from './organization.ts';
import { makeReport, reasonOf } from './run-report.ts';

/**
 * Brings Konnect to what the manifests say, or with mode `plan` only says what that would take: every organization on its
 * own, so that one that fails leaves the others done and reported. Nothing is asked of Konnect while the configuration
 * has an error.
 *
 * @param patience how long to bear with Konnect, where it differs from the default
 * @throws UserError for an unusable Konnect URL
 */
export async function reconcile(
  options: ReconcileOptions,
  edge: Edge,
  patience: Partial<RetryPolicy> = {},
): Promise<RunReport> {
  const retry: RetryPolicy = { ...defaultRetry, ...patience };
  const url = parseKonnectUrl(options.konnectUrl);
  const configuration = configure(options, false, (named) => secretHandle(named, options, edge));
  if (!isUsable(configuration)) return makeReport(options.mode, configuration, []);

  const network = networkFrom(edge.environment);
  const reports = configuration.organizations.map(async (organization): Promise<OrganizationReport> => {
    const opened = openClient(organization, { url, network, options, edge });
    if ('report' in opened) return located(opened.report, organization);
    const { client } = opened;
    try {
      const provider = konnectProvider({
        transport: client,
        contents: configuration.documents.contents,
        retry,
        stop: edge.signal,
      });
      const { documents } = configuration;
      const settings = { ...options, patience: retry.settle };
      return located(await reconcileOrganization(organization, documents, provider, settings, edge), organization);
    } finally {
      await client.close();
    }
  });
  // A defect in one organization's part is told only when the others are done: they are in the middle of writing.
  const settled = await Promise.allSettled(reports);
  const defect = settled.find((outcome) => outcome.status === 'rejected');
  if (defect) throw defect.reason;
  return makeReport(options.mode, configuration, await Promise.all(reports), options.detailedExitCode);
}

/** Says of findings without a place whose they are: Konnect's answers are answers to a token. */
function located(report: OrganizationReport, { name, accessToken }: ConfiguredOrganization): OrganizationReport {
  const at = accessToken?.at;
  const diagnostics = report.diagnostics.map((diagnostic): Diagnostic => {
    if (diagnostic.at) return diagnostic;
    return at ? { ...diagnostic, at } : { ...diagnostic, message: `Organization ${name}: ${diagnostic.message}` };
  });
  return { ...report, diagnostics };
}

interface Opening {
  readonly url: KonnectUrl;
  readonly network: NetworkSettings;
  readonly options: ReconcileOptions;
  readonly edge: Edge;
}

/** A client with the organization's token, or a report that says why there is none. */
function openClient(
  { name, accessToken }: ConfiguredOrganization,
  { url, network, options, edge }: Opening,
): { readonly client: KonnectClient } | { readonly report: OrganizationReport } {
  try {
    const token = resolveSecret(accessToken, `the access token of organization ${name}`, options, edge);
    const { concurrency } = options;
    return { client: new KonnectClient({ url, token, concurrency, network, userAgent: `konduct/${version}` }) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { diagnostics } = error;
    const missing = reasonOf(diagnostics) === 'missing-secret';
    if (options.skipWithoutSecrets && options.mode === 'plan' && missing) {
      const note = `There is no access token for ${name} here (pull requests from forks and Dependabot get none), so nothing was planned. The configuration itself is fine.`;
      return { report: { organization: name, diagnostics: [], note } };
    }
    return { report: { organization: name, diagnostics, failureReason: missing ? 'missing-secret' : 'invalid-input' } };
  }
}
