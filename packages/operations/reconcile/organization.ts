import { apply } from '@konduct/core/apply/apply';
import type { Result } from '@konduct/core/apply/result';
import { verify } from '@konduct/core/apply/verify';
import { UserError } from '@konduct/core/diagnostic/user-error';
import type { Documents } from '@konduct/core/graph/documents';
import { kindRegistry } from '@konduct/core/kind/kind';
import { regions as everyRegion } from '@konduct/core/manifest/schema/environment';
import type { Reach } from '@konduct/core/plan/draft';
import { hasChanges } from '@konduct/core/plan/plan';
import { observedPlan, type PlanSettings } from '@konduct/core/policy/policed-plan';
import type { PolicySettings } from '@konduct/core/policy/settings';
import type { Provider } from '@konduct/core/provider/provider';
import type { OrganizationReport } from '@konduct/core/report/report';
import { konnectKinds } from '@konduct/konnect/kinds/registry';
import type { ConfiguredOrganization } from '../configuration.ts';
import type { Edge, ReconcileOptions } from '../options.ts';
import { selectionOf } from '../selection.ts';
import { withRemovals } from './removed-by.ts';
import { failureOf, reasonOf } from './run-report.ts';

export type OrganizationOptions = Pick<
  ReconcileOptions,
  | 'mode'
  | 'adopt'
  | 'concurrency'
  | 'environments'
  | 'level'
  | 'prune'
  | 'replace'
  | 'maxDeletes'
  | 'allowDeletes'
  | 'forceDelete'
> & {
  /** How long lists may lag behind writes, in milliseconds. */
  readonly patience: number;
};

/**
 * Plans one organization and, in mode apply, carries the plan out and checks that nothing is left to do. What a person
 * can mend ends in the report; it rejects only for defects of ours.
 */
export async function reconcileOrganization(
  organization: ConfiguredOrganization,
  documents: Documents,
  provider: Provider,
  options: OrganizationOptions,
  edge: Edge,
): Promise<OrganizationReport> {
  const { name, graph, owner, environmentOrder, renderedServices } = organization;
  const { onProgress, signal } = edge;
  const selection = selectionOf(graph, options);
  const settings: PlanSettings = {
    graph,
    documents: {
      get: (path, place) => documents.get(path, place),
      expected: (kind, selector, region) => renderedServices.expected(kind, selector, region),
    },
    owner,
    ...policyOf(options),
    environmentOrder,
    isDeclaredElsewhere: organization.isDeclaredElsewhere,
    ...selection,
    ...(selection.selects ? {} : { reach: reachOf(organization, options) }),
  };
  const report = { organization: name, diagnostics: [] };
  try {
    const surveyed = await observedPlan(settings, provider);
    const plan = await withRemovals(surveyed, organization.source, edge);
    onProgress({ event: 'observed', organization: name, objects: surveyed.observation.size });
    onProgress({ event: 'planned', organization: name, changes: plan.changes.length });
    if (options.mode === 'plan' || !hasChanges(plan.summary)) {
      const results = options.mode === 'plan' ? {} : { results: [] };
      return withFailure({ ...report, plan, ...results });
    }
    const results = await apply({
      graph,
      planned: surveyed,
      provider,
      concurrency: options.concurrency,
      signal,
      onProgress,
      environmentOrder,
    });
    if (signal.aborted) return withFailure({ ...report, plan, results });
    onProgress({ event: 'verifying', organization: name });
    try {
      const { verification, waiting } = await verify(settings, provider, results, options.patience, signal);
      return withFailure({
        ...report,
        plan,
        results: results.map((result) => stillWaiting(result, waiting)),
        verification,
      });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      // What was applied stays reported when it cannot be looked at again.
      return {
        ...report,
        plan,
        results,
        diagnostics: error.diagnostics,
        failureReason: failureOf({ plan, results }) ?? 'verification-failed',
      };
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ...report, diagnostics: error.diagnostics, failureReason: reasonOf(error.diagnostics) };
  }
}

function policyOf(options: OrganizationOptions): PolicySettings {
  const { adopt, prune = 'off', replace = false, maxDeletes, allowDeletes = false, forceDelete = [] } = options;
  return { adopt, prune, replace, allowDeletes, forceDelete, ...(maxDeletes ? { deleteLimit: maxDeletes } : {}) };
}

/** A run that deletes looks everywhere in Konnect; one that does not looks where the manifests say something is. */
function reachOf({ regions }: ConfiguredOrganization, { prune = 'off' }: OrganizationOptions): Reach {
  return { kinds, regions, otherRegions: prune === 'off' ? [] : everyRegion };
}

const kinds = kindRegistry(konnectKinds);

/** What a resource waits for, said anew: much of what was missing before the apply is there after it. */
function stillWaiting(result: Result, waiting: ReadonlyMap<string, string>): Result {
  const reason = result.outcome === 'waiting' ? waiting.get(result.address) : undefined;
  return reason === undefined ? result : { ...result, reason };
}

function withFailure(report: OrganizationReport): OrganizationReport {
  const failureReason = failureOf(report);
  return failureReason === undefined ? report : { ...report, failureReason };
}
