import { randomUUID } from 'node:crypto';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { ObservedPlan } from '@konduct/core/policy/policed-plan';
import type { OrganizationReport, RunReport } from '@konduct/core/run/reconciliation';
import { secretsIn } from '@konduct/core/value/quotable';
import { parseKonnectUrl } from '@konduct/konnect/client/hosts';
import { defaultRetry, type RetryPolicy } from '@konduct/konnect/retry';
import { refuseUnusable } from '@konduct/network/dispatcher';
import { networkFrom } from '@konduct/network/settings';
import { type Configuration, type ConfiguredOrganization, configure, isUsable } from '../configuration.ts';
import { KnownSecrets } from '../known-secrets.ts';
import type { ReconcileOptions, RunContext } from '../options.ts';
import { secretHandle } from '../secret-source.ts';
import { accessOver } from './access.ts';
import { all, reportOf, withPlanFile } from './carrying-out.ts';
import { LastApplied } from './last-applied.ts';
import { type OpenedOrganization, openClient } from './opened-organization.ts';
import { planOrganization } from './organization.ts';
import { optionsOfFile } from './plan-file-options.ts';
import type { PlannedOrganization } from './planning.ts';
import { refusePartOfUndeclared, refuseUnconfirmed } from './refusals.ts';
import { refuseIdleRotation } from './rotation.ts';
import { makeReport, refusedReport } from './run-report.ts';
import { changedFiles, openPlanFile } from './saved-plan.ts';
import { refuseSharedOrganizations, refuseSharedTokens } from './shared-organization.ts';
import { type SeenOrganization, saveSnapshot, snapshotTarget } from './snapshot-file.ts';
import { planAgainstSnapshot } from './snapshot-plan.ts';
import { undeclared } from './undeclared.ts';

/**
 * Makes Konnect agree with the manifests, or does what another mode says. If one organization fails, the others are
 * done and reported all the same. No request is sent while the configuration has an error. If a person must approve,
 * nothing is changed before everything is planned.
 *
 * With a plan file, an apply changes nothing unless the present plans of all organizations are those in the file.
 *
 * @param patience differences from the default policy for repeating requests
 * @throws UserError for an unusable Konnect URL, proxy or file of authorities, and for a destruction without
 * confirmation
 */
export async function reconcile(
  given: ReconcileOptions,
  host: RunContext,
  patience: Partial<RetryPolicy> = {},
): Promise<RunReport> {
  if (given.snapshot !== undefined) return planAgainstSnapshot(given, given.snapshot, host, Date.now());
  const target = snapshotTarget(given);
  const use = openPlanFile(given);
  if (use?.type === 'refused') return refusedReport(given.mode, [use.diagnostic]);
  const options = use?.type === 'apply' ? optionsOfFile(given, use.file.options, use.source.path) : given;
  const secrets = new KnownSecrets();
  const runContext = { ...host, maskSecret: secrets.alsoFor(host.maskSecret) };
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
  if (!isUsable(configuration)) {
    const problem = changedFiles(use, configuration, options, secrets);
    return problem ? refusedReport(mode, [...configuration.diagnostics, problem]) : makeReport(mode, configuration, []);
  }
  refuseIdleRotation(
    options.rotateSecrets ?? [],
    configuration.organizations.map(({ graph }) => graph),
  );

  const past = new LastApplied(options, runContext);
  const opening = { url, network, options, runContext, retry };
  const opened = configuration.organizations.map((organization) => openClient(organization, opening));
  try {
    if (mode === 'drift') await past.refuseUnusable();
    refuseSharedTokens(configuration, options, runContext);
    await refuseSharedOrganizations(
      opened.flatMap((each) => ('client' in each ? [each] : [])),
      retry,
      runContext.signal,
    );
    const seen = new Map<string, SeenOrganization>();
    const work = opened.map((each) =>
      planOpened(each, configuration, { ...options, past }, runContext, retry, target && seen),
    );
    const run = { options, runContext, configuration, opened, secrets, retry };
    const report = use ? await withPlanFile(run, use, await all(work)) : await reportOf(run, work);
    if (!target) return report;
    const { diagnostics, ...kept } = await saveSnapshot(target, opened, seen, run);
    return { ...report, ...kept, diagnostics: [...report.diagnostics, ...diagnostics] };
  } finally {
    await Promise.all(opened.map((each) => ('client' in each ? each.client.close() : undefined)));
    await past.close();
  }
}

async function planOpened(
  opened: OpenedOrganization,
  { documents }: Configuration,
  options: ReconcileOptions & { readonly past: LastApplied },
  runContext: RunContext,
  retry: RetryPolicy,
  seen: Map<string, SeenOrganization> | undefined,
): Promise<PlannedOrganization> {
  const { organization } = opened;
  if ('report' in opened) return { report: located(opened.report, organization) };
  const { contents } = documents;
  const access = accessOver({
    organization: organization.name,
    transport: opened.client,
    meter: opened.meter,
    contents,
    retry,
    options,
    runContext,
    run: randomUUID(),
  });
  const settings = { ...options, patience: retry.settle };
  const { provider } = access;
  const onSeen = (planned: ObservedPlan) => void seen?.set(organization.name, { planned, provider });
  const plannedOne = await planOrganization(organization, documents, { ...access, onSeen }, settings, runContext);
  const { report, apply } = plannedOne;
  return {
    ...plannedOne,
    report: located(report, organization),
    ...(apply ? { apply: async (isStale) => located(await apply(isStale), organization) } : {}),
  };
}

/** What a finding is about that no answer of Konnect leads to. */
const aboutReviews: readonly Diagnostic['code'][] = ['plan-grown', 'plan-unreviewed'];

/** Gives findings without a place that of the organization's token: it decides what Konnect answers. */
function located(report: OrganizationReport, { name, accessToken }: ConfiguredOrganization): OrganizationReport {
  const at = accessToken?.at;
  const diagnostics = report.diagnostics.map((diagnostic): Diagnostic => {
    if (diagnostic.at || aboutReviews.includes(diagnostic.code)) return diagnostic;
    return at ? { ...diagnostic, at } : { ...diagnostic, message: `Organization ${name}: ${diagnostic.message}` };
  });
  return { ...report, diagnostics };
}
