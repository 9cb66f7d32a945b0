import { randomUUID } from 'node:crypto';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { UserError } from '@konduct/core/diagnostic/user-error';
import type { OrganizationReport, RunReport } from '@konduct/core/run/reconciliation';
import { secretsIn } from '@konduct/core/value/quotable';
import { KonnectClient } from '@konduct/konnect/client/client';
import { type KonnectUrl, parseKonnectUrl } from '@konduct/konnect/client/hosts';
import { defaultRetry, type RetryPolicy } from '@konduct/konnect/retry';
import { refuseUnusable } from '@konduct/network/dispatcher';
import { type NetworkSettings, networkFrom } from '@konduct/network/settings';
import { type Configuration, type ConfiguredOrganization, configure, isUsable } from '../configuration.ts';
import type { ReconcileOptions, RunContext } from '../options.ts';
import { resolveSecret, secretHandle } from '../secret-source.ts';
import { version } from '../version.ts';
import { accessOver } from './access.ts';
import { type PlannedOrganization, planOrganization } from './organization.ts';
import { makeReport, reasonOf } from './run-report.ts';
import { refuseSharedOrganizations, refuseSharedTokens } from './shared-organization.ts';
import { undeclared } from './undeclared.ts';

/**
 * Makes Konnect agree with the manifests, or does what another mode says. If one organization fails, the others are
 * done and reported all the same. No request is sent while the configuration has an error. If a person must approve,
 * nothing is changed before everything is planned.
 *
 * @param patience differences from the default policy for repeating requests
 * @throws UserError for an unusable Konnect URL, proxy or file of authorities, and for a destruction without
 * confirmation
 */
export async function reconcile(
  options: ReconcileOptions,
  runContext: RunContext,
  patience: Partial<RetryPolicy> = {},
): Promise<RunReport> {
  const retry: RetryPolicy = { ...defaultRetry, ...patience };
  for (const value of secretsIn(options.konnectUrl)) runContext.maskSecret(value);
  const url = parseKonnectUrl(options.konnectUrl);
  const network = networkFrom(runContext.environment);
  refuseUnusable(network, url.protocol);
  if (options.mode === 'destroy') refuseUnconfirmed(options);
  refusePartOfUndeclared(options);
  const configuration =
    options.owner === undefined
      ? configure(options, false, runContext.maskSecret, (named) => secretHandle(named, options, runContext))
      : undeclared(options, options.owner);
  const { mode } = options;
  if (!isUsable(configuration)) return makeReport(mode, configuration, []);

  const opening = { url, network, options, runContext };
  const opened = configuration.organizations.map((organization) => openClient(organization, opening));
  try {
    refuseSharedTokens(configuration, options, runContext);
    await refuseSharedOrganizations(
      opened.flatMap((each) => ('client' in each ? [each] : [])),
      retry,
      runContext.signal,
    );
    const work = opened.map((each) => planOpened(each, configuration, options, runContext, retry));
    const { approve } = runContext;
    const reports = approve && mode !== 'plan' ? approved(await all(work), approve) : work.map(carriedOut);
    const settled = await all(await reports);
    return makeReport(mode, configuration, settled, options.detailedExitCode);
  } finally {
    await Promise.all(opened.map((each) => ('client' in each ? each.client.close() : undefined)));
  }

  /** Asks once for all organizations. Without approval none of them is changed. */
  async function approved(
    planned: readonly PlannedOrganization[],
    approve: NonNullable<RunContext['approve']>,
  ): Promise<Promise<OrganizationReport>[]> {
    const isQuestion = planned.some(({ apply }) => apply !== undefined);
    const question = makeReport(
      'plan',
      configuration,
      planned.map(({ report }) => report),
    );
    if (!isQuestion || (await approve(question))) return planned.map((each) => carriedOut(Promise.resolve(each)));
    const note = 'The plan was not approved, and nothing was changed.';
    return planned.map(
      async ({ report, apply }): Promise<OrganizationReport> =>
        apply ? { organization: report.organization, diagnostics: [], note, failureReason: 'declined' } : report,
    );
  }
}

/**
 * Waits for all promises, and rejects only then: a defect in one organization must not end the process while others are
 * being written.
 */
async function all<T>(work: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(work);
  const defect = settled.find((outcome) => outcome.status === 'rejected');
  if (defect) throw defect.reason;
  return Promise.all(work);
}

async function carriedOut(planned: Promise<PlannedOrganization>): Promise<OrganizationReport> {
  const { report, apply } = await planned;
  return apply ? apply() : report;
}

type Opened =
  | { readonly organization: ConfiguredOrganization; readonly client: KonnectClient }
  | { readonly organization: ConfiguredOrganization; readonly report: OrganizationReport };

async function planOpened(
  opened: Opened,
  { documents }: Configuration,
  options: ReconcileOptions,
  runContext: RunContext,
  retry: RetryPolicy,
): Promise<PlannedOrganization> {
  const { organization } = opened;
  if ('report' in opened) return { report: located(opened.report, organization) };
  const { contents } = documents;
  const access = accessOver({
    organization: organization.name,
    transport: opened.client,
    contents,
    retry,
    options,
    runContext,
    run: randomUUID(),
  });
  const settings = { ...options, patience: retry.settle };
  const { report, apply } = await planOrganization(organization, documents, access, settings, runContext);
  return {
    report: located(report, organization),
    ...(apply ? { apply: async () => located(await apply(), organization) } : {}),
  };
}

/**
 * Refuses environments for an organization without manifests. Labels do not tell environments apart, because those of
 * `dev` and `dev-2` begin alike.
 */
function refusePartOfUndeclared({ owner, environments }: ReconcileOptions): void {
  if (owner === undefined || environments.length === 0) return;
  throw new UserError([
    finding('input-invalid', 'owner and environments cannot be given together', undefined, {
      cause: 'Without manifests nothing says for sure which objects belong to an environment',
      fix: 'Leave environments out, or declare the environment again and leave owner out.',
    }),
  ]);
}

function refuseUnconfirmed({ organizations, confirm }: ReconcileOptions): void {
  const [name, ...others] = organizations;
  if (name !== undefined && others.length === 0 && confirm === name) return;
  const message =
    name === undefined || others.length > 0
      ? 'destroy needs the name of one organization'
      : `destroy of ${name} is not confirmed`;
  throw new UserError([
    finding('input-invalid', message, undefined, {
      cause: 'It deletes everything of this platform there',
      fix: `Name that organization twice, the second time as \`confirm\`: \`konduct destroy ${name ?? 'ORGANIZATION'} --confirm ${name ?? 'ORGANIZATION'}\`.`,
    }),
  ]);
}

/** Gives findings without a place that of the organization's token: it decides what Konnect answers. */
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
  readonly runContext: RunContext;
}

/** A client with the organization's token, or a report with the reason why there is none. */
function openClient(organization: ConfiguredOrganization, { url, network, options, runContext }: Opening): Opened {
  const { name, accessToken } = organization;
  try {
    const token = resolveSecret(accessToken, `the access token of organization ${name}`, options, runContext);
    const { concurrency } = options;
    const { waiting } = runContext;
    const userAgent = `konduct/${version}`;
    const client = new KonnectClient({ url, token, concurrency, network, userAgent, onSend: waiting?.forRequest });
    return { organization, client };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { diagnostics } = error;
    const missing = reasonOf(diagnostics) === 'missing-secret';
    if (options.skipWithoutSecrets && options.mode === 'plan' && missing) {
      const note = `There is no access token for ${name} here (pull requests from forks and Dependabot get none), so nothing was planned. The configuration itself is fine.`;
      return { organization, report: { organization: name, diagnostics: [], note } };
    }
    const failureReason = missing ? 'missing-secret' : 'invalid-input';
    return { organization, report: { organization: name, diagnostics, failureReason } };
  }
}
