import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { addSummaries, emptySummary, hasChanges, type Plan } from '@konduct/core/plan/plan';
import type { FailureReason, GraphNode, OrganizationReport, RunReport } from '@konduct/core/report/report';
import { konnectKinds } from '@konduct/konnect/kinds/registry';
import type { Configuration, ConfiguredOrganization } from '../configuration.ts';

/** Puts what a run found into one value, with the exit code it ends with. */
export function makeReport(
  mode: RunReport['mode'],
  configuration: Configuration,
  organizations: readonly OrganizationReport[],
  detailedExitCode = false,
): RunReport {
  const summary = addSummaries(organizations.map((organization) => organization.plan?.summary ?? emptySummary));
  const failureReason = hasErrors(configuration.diagnostics) ? 'invalid-configuration' : worstOf(organizations);
  const exitCode =
    failureReason !== undefined
      ? exitCodes[failureReason]
      : mode === 'plan' && detailedExitCode && hasNews(organizations)
        ? 2
        : 0;
  return {
    mode,
    diagnostics: configuration.diagnostics,
    organizations,
    graph: configuration.organizations.flatMap(graphNodes),
    summary,
    ...(failureReason === undefined ? {} : { failureReason }),
    exitCode,
  };
}

const pendingKinds = new Set(
  konnectKinds.filter((kind) => kind.pendingAfterCreate !== undefined).map((kind) => kind.name),
);

/**
 * Whether plans have a change to be told of. Invitations, and what waits for them to be accepted, are in every plan until
 * then, because Konnect does not tell whom it invited: a plan with nothing else has none.
 */
export function hasNews(organizations: readonly Pick<OrganizationReport, 'plan'>[]): boolean {
  return organizations.some(
    ({ plan }) => plan && hasChanges({ ...plan.summary, create: plan.summary.create - invitationsIn(plan) }),
  );
}

/** How many creations are invitations or come after one. */
function invitationsIn({ changes }: Plan): number {
  const invited = new Set<string>();
  for (const { address, kind, action, dependsOn } of changes) {
    const follows = pendingKinds.has(kind) || dependsOn.some((dependency) => invited.has(dependency));
    if (action === 'create' && follows) invited.add(address);
  }
  return invited.size;
}

/** The codes of design: 3 plan-stale, 4 refused, 5 partly applied, 1 anything else. */
const exitCodes: Readonly<Record<FailureReason, RunReport['exitCode']>> = {
  'invalid-configuration': 1,
  'invalid-input': 1,
  'missing-secret': 1,
  'konnect-error': 1,
  'partly-applied': 5,
  'verification-failed': 1,
  'plan-stale': 3,
  refused: 4,
};

/** In the order of what people need to know first. */
const severity: readonly FailureReason[] = [
  'partly-applied',
  'plan-stale',
  'konnect-error',
  'missing-secret',
  'invalid-input',
  'verification-failed',
  'refused',
];

/** One reason for the whole run. An organization that failed while another was changed makes the run partly applied. */
function worstOf(organizations: readonly OrganizationReport[]): FailureReason | undefined {
  const reasons = new Set(organizations.flatMap((organization) => organization.failureReason ?? []));
  if (reasons.size === 0) return undefined;
  const applied = organizations.some((organization) =>
    organization.results?.some((result) => result.outcome === 'applied'),
  );
  const failed = organizations.some(
    (organization) => organization.failureReason !== undefined && organization.plan === undefined,
  );
  return applied && failed ? 'partly-applied' : severity.find((reason) => reasons.has(reason));
}

/** The reason an organization's part of an apply did not end well, or undefined. */
export function failureOf(
  report: Pick<OrganizationReport, 'plan' | 'results' | 'verification'>,
): FailureReason | undefined {
  if (report.results?.some((result) => result.outcome === 'failed' || result.outcome === 'skipped'))
    return 'partly-applied';
  if (report.verification && !report.verification.ok) return 'verification-failed';
  return report.plan && hasErrors(report.plan.diagnostics) ? 'refused' : undefined;
}

/** The reason behind diagnostics that ended an organization's part of a run. */
export function reasonOf(diagnostics: readonly Diagnostic[]): FailureReason {
  return diagnostics.some((diagnostic) => diagnostic.code === 'secret-missing') ? 'missing-secret' : 'konnect-error';
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
