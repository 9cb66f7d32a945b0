import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { hasChanges, type Plan } from '@konduct/core/plan/plan';
import {
  type ObservedPlan,
  observedPlan,
  type PlanInput,
  type Planned,
  type PlanSettings,
} from '@konduct/core/policy/policed-plan';
import type { Calls } from '@konduct/core/run/calls';
import type { OrganizationReport } from '@konduct/core/run/reconciliation';
import { forecastApply } from '@konduct/konnect/forecast/forecast';
import type { ConfiguredOrganization } from '../configuration.ts';
import type { RunContext } from '../options.ts';
import type { OrganizationAccess } from './access.ts';
import { withRemovals } from './removed-by.ts';
import type { OrganizationOptions } from './settings.ts';

/** An organization with a plan that is carried out or only reported. */
export interface PlannedOrganization {
  /** The report if nothing is changed. */
  readonly report: OrganizationReport;
  /**
   * The plan with its observation, if there is one, and without what git says about it: the same files and the same
   * Konnect give the same plan.
   */
  readonly planned?: ObservedPlan;
  /**
   * Carries the plan out and checks that no change is left; undefined without changes.
   *
   * @param isStale judges the plan that is made once more before the first write; without it, that plan is carried out
   */
  readonly apply?: (isStale?: IsStale) => Promise<OrganizationReport>;
}

/** Says why a plan must not be carried out in the place of the one that was approved. It gets what `planned` has. */
export type IsStale = (planned: ObservedPlan) => Diagnostic | undefined;

/** What a plan of an organization is made with. */
export interface Planning {
  readonly organization: ConfiguredOrganization;
  readonly settings: PlanSettings;
  readonly access: OrganizationAccess;
  readonly options: OrganizationOptions;
  readonly runContext: RunContext;
  readonly make: (input: PlanInput) => Planned;
}

/** Reads what a plan needs from Konnect, and tells the progress. */
export async function observeAndPlan({ organization, runContext, ...planning }: Planning): Promise<ObservedPlan> {
  const { name } = organization;
  const planned = await observed(planning);
  runContext.onProgress({ event: 'observed', organization: name, objects: planned.observation.size });
  runContext.onProgress({ event: 'planned', organization: name, changes: planned.plan.changes.length });
  return planned;
}

/** Reads what a plan needs from Konnect, and plans. */
export function observed({
  settings,
  access,
  make,
}: Pick<Planning, 'settings' | 'access' | 'make'>): Promise<ObservedPlan> {
  return observedPlan({ ...settings, now: Date.now() }, access.provider, make);
}

/** The calls that a plan took, and those that its apply takes. Undefined where nothing goes over a network. */
export async function announcedCalls(planning: Planning, planned: ObservedPlan): Promise<Calls | undefined> {
  const { access, settings, options, organization, make } = planning;
  const { meter } = access;
  if (!meter) return undefined;
  const lease = access.lease !== undefined;
  const { concurrency } = options;
  const { environmentOrder } = organization;
  const { reads, writes } = meter.tally;
  const { latency } = meter;
  // Before a plan file is carried out, Konnect is asked for the id of the organization.
  const bound = options.planFile !== undefined && hasChanges(planned.plan.summary) ? 1 : 0;
  // A run that has nothing to change looks whether a dead one has left its lease.
  const apply = hasChanges(planned.plan.summary)
    ? await forecastApply({ settings, planned, make, concurrency, lease, environmentOrder, now: Date.now() })
    : { reads: lease ? 1 : 0, writes: 0, rounds: lease ? 1 : 0 };
  return {
    planned: { reads, writes },
    expected: { reads: reads + bound + apply.reads, writes: writes + apply.writes },
    ...(latency === undefined ? {} : { time: { latency, apply: apply.rounds * latency } }),
  };
}

/** A plan with the commits of git that removed what it deletes. */
export function planToShow({ organization, runContext }: Planning, planned: ObservedPlan): Promise<Plan> {
  return withRemovals(planned, organization.source, runContext);
}
