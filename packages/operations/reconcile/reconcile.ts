import { randomUUID } from 'node:crypto';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { UserError } from '@konduct/core/diagnostic/user-error';
import type { Plan } from '@konduct/core/plan/plan';
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
import { boundPlans, notBound, notReviewed } from './bound-plans.ts';
import { LastApplied } from './last-applied.ts';
import { type OpenedOrganization, openClient } from './opened-organization.ts';
import { planOrganization } from './organization.ts';
import { optionsOfFile } from './plan-file-options.ts';
import type { IsStale, PlannedOrganization } from './planning.ts';
import { makeReport, refusedReport } from './run-report.ts';
import { changedFiles, openPlanFile, type PlanFileUse, planFileFor, savePlanFile, staleness } from './saved-plan.ts';
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
    const report = use ? await withPlanFile(use, await all(work)) : await reportOf(work);
    if (!target) return report;
    const { documents } = configuration;
    const { diagnostics, ...kept } = await saveSnapshot(target, opened, seen, {
      options,
      runContext,
      documents,
      secrets,
      retry,
    });
    return { ...report, ...kept, diagnostics: [...report.diagnostics, ...diagnostics] };
  } finally {
    await Promise.all(opened.map((each) => ('client' in each ? each.client.close() : undefined)));
    await past.close();
  }

  /** Carries the plans out, as far as the mode and the person want that. */
  async function reportOf(work: readonly Promise<PlannedOrganization>[]): Promise<RunReport> {
    const { approve } = runContext;
    const reports =
      approve && mode !== 'plan'
        ? approved(await all(work), approve)
        : work.map(async (planned) => carriedOut(await planned));
    const settled = await all(await reports);
    return makeReport(mode, configuration, settled, options.detailedExitCode);
  }

  /** Writes the plans to a file, or carries out those that a file has. Whoever applies a file has approved it. */
  async function withPlanFile(
    use: Exclude<PlanFileUse, { type: 'refused' }>,
    planned: readonly PlannedOrganization[],
  ): Promise<RunReport> {
    const reports = planned.map(({ report }) => report);
    const plans = await boundPlans(opened, planned, retry, runContext.signal);
    if (!plans) return makeReport(mode, configuration, planned.map(notBound), options.detailedExitCode);
    const present = planFileFor(plans, configuration, options, secrets);
    if (use.type === 'write') {
      savePlanFile(use, present);
      const planFile = { path: use.shown, digest: present.digest };
      return { ...makeReport(mode, configuration, reports, options.detailedExitCode), planFile };
    }
    const problem = staleness(use, present, plans);
    const planFile = { path: use.source.path, digest: use.file.digest };
    if (problem) return { ...refusedReport(mode, [...configuration.diagnostics, problem]), planFile };
    // Under the lease each organization is planned once more, and compared with the file once more.
    const isStale = (again: ObservedPlan): Diagnostic | undefined => {
      const { organization } = again.plan;
      const now = plans.map((one) =>
        one.planned.plan.organization === organization ? { ...one, planned: again } : one,
      );
      return staleness(use, planFileFor(now, configuration, options, secrets), now);
    };
    if (reports.some(({ failureReason }) => failureReason === 'plan-unreviewed'))
      return { ...makeReport(mode, configuration, planned.map(notReviewed)), planFile };
    const settled = await all(planned.map((each) => carriedOut(each, isStale)));
    return { ...makeReport(mode, configuration, settled), planFile };
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
    if (!isQuestion || (await approve(question)))
      return planned.map((each) => carriedOut(each, sinceApproval(each.planned?.plan)));
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

/** Judges the plan that is made under the lease by the one that a person approved. */
function sinceApproval(approved: Plan | undefined): IsStale {
  const shown = (plan: Plan | undefined) => JSON.stringify([plan?.changes, plan?.orphans]);
  return ({ plan }) => {
    if (shown(plan) === shown(approved)) return undefined;
    const message = 'Konnect was changed after the plan was shown, so that nothing was carried out';
    return finding('plan-stale', message, undefined, {
      cause: 'The approval was for another plan than the one that would be made now.',
      fix: 'Run again, and look at the new plan.',
    });
  };
}

async function carriedOut({ report, apply }: PlannedOrganization, isStale?: IsStale): Promise<OrganizationReport> {
  return apply ? apply(isStale) : report;
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
