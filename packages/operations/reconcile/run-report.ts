import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { type DriftReport, differencesLeft } from '@konduct/core/drift/drift-report';
import { addSummaries, emptySummary, hasChanges, type Plan } from '@konduct/core/plan/plan';
import { type ReasonOf, worstOf } from '@konduct/core/run/outcome';
import type { GraphNode, OrganizationReport, RunReport } from '@konduct/core/run/reconciliation';
import { ending } from '@konduct/core/run/run';
import { konnectKinds } from '@konduct/konnect/kinds/registry';
import type { Configuration, ConfiguredOrganization } from '../configuration.ts';

type Reason = ReasonOf<'reconciliation'>;

/** Makes the report of a run, with its exit code. */
export function makeReport(
  mode: RunReport['mode'],
  configuration: Configuration,
  organizations: readonly OrganizationReport[],
  detailedExitCode = false,
): RunReport {
  const summary = addSummaries(organizations.map((organization) => organization.plan?.summary ?? emptySummary));
  const reason = hasErrors(configuration.diagnostics) ? 'invalid-configuration' : worstReason(organizations);
  return {
    mode,
    diagnostics: configuration.diagnostics,
    organizations,
    graph: configuration.organizations.flatMap(graphNodes),
    summary,
    ...ending(reason, detailedExitCode && isNews(mode, organizations)),
  };
}

/** The report of a run that a plan file ended: nothing was changed. */
export function refusedReport(mode: RunReport['mode'], diagnostics: readonly Diagnostic[]): RunReport {
  return { mode, diagnostics, organizations: [], graph: [], summary: emptySummary, ...ending<Reason>('plan-stale') };
}

/** Whether there is something to change (`plan`), or something differs that git did not change (`drift`). */
export function isNews(mode: RunReport['mode'], organizations: readonly OrganizationReport[]): boolean {
  if (mode === 'plan') return hasNews(organizations);
  return mode === 'drift' && organizations.some(({ drift }) => drift && isDrifted(drift));
}

function isDrifted(drift: DriftReport): boolean {
  return differencesLeft(drift).some(({ origin }) => origin !== 'pending');
}

const pendingKinds = new Set(
  konnectKinds.filter((kind) => kind.pendingAfterCreate !== undefined).map((kind) => kind.name),
);

/**
 * Whether plans have changes that are worth an exit code. Invitations, and resources that wait for them, do not count:
 * they are in every plan until the person accepts, because Konnect does not list invitations.
 */
export function hasNews(organizations: readonly Pick<OrganizationReport, 'plan'>[]): boolean {
  return organizations.some(
    ({ plan }) => plan && hasChanges({ ...plan.summary, create: plan.summary.create - invitationsIn(plan) }),
  );
}

/** The number of creations that are invitations or depend on one. */
function invitationsIn({ changes }: Plan): number {
  const invited = new Set<string>();
  for (const { address, kind, action, dependsOn } of changes) {
    const follows = pendingKinds.has(kind) || dependsOn.some((dependency) => invited.has(dependency));
    if (action === 'create' && follows) invited.add(address);
  }
  return invited.size;
}

/** The one reason of the whole run. If an organization failed and another was changed, it is `partly-applied`. */
function worstReason(organizations: readonly OrganizationReport[]): Reason | undefined {
  return worstOf(
    organizations.map(({ failureReason, plan, results = [] }) => ({
      reason: failureReason,
      applied: results.some(({ outcome }) => outcome === 'applied'),
      stopped: failureReason !== undefined && plan === undefined,
    })),
  );
}

/** The reason why the apply of an organization failed, or undefined. */
export function failureOf(report: Pick<OrganizationReport, 'plan' | 'results' | 'verification'>): Reason | undefined {
  if (report.results?.some((result) => result.outcome === 'failed' || result.outcome === 'skipped'))
    return 'partly-applied';
  if (report.verification && !report.verification.ok) return 'verification-failed';
  const { plan } = report;
  return plan && (plan.summary.blocked > 0 || hasErrors(plan.diagnostics)) ? 'refused' : undefined;
}

/** The reason for which diagnostics ended an organization's part of a run. */
export function reasonOf(diagnostics: readonly Diagnostic[]): Reason {
  const has = (code: Diagnostic['code']) => diagnostics.some((diagnostic) => diagnostic.code === code);
  return has('secret-missing') ? 'missing-secret' : has('input-invalid') ? 'invalid-input' : 'konnect-error';
}

function graphNodes({ name, graph }: ConfiguredOrganization): GraphNode[] {
  return graph.nodes.map((node) => ({
    address: node.address,
    kind: node.kind.name,
    name: graph.names.get(node.address) ?? node.address,
    organization: name,
    dependsOn: graph.dependencies.get(node.address) ?? [],
    external: node.external !== undefined,
    ...(node.environment === undefined ? {} : { environment: node.environment }),
  }));
}
