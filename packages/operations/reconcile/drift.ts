import { type DriftInput, driftOf, nothingApplied } from '@konduct/core/drift/drift';
import type { DriftReport } from '@konduct/core/drift/drift-report';
import { type HealMode, isHealed, onlyHealing } from '@konduct/core/drift/heal';
import { demandKey } from '@konduct/core/observe/observation';
import { writes } from '@konduct/core/plan/change';
import type { Plan } from '@konduct/core/plan/plan';
import { makePlan, type ObservedPlan, type PlanInput, type Planned } from '@konduct/core/policy/policed-plan';
import type { OrganizationReport } from '@konduct/core/run/reconciliation';
import { defaultDirectory } from '../inputs/platform.ts';
import type { LastApplied } from './last-applied.ts';
import type { IsStale, PlannedOrganization, Planning } from './organization.ts';
import type { OrganizationOptions } from './settings.ts';

/** The steps of any run that a run in mode `drift` takes as they are. */
export interface RunSteps {
  observe(planning: Planning): Promise<ObservedPlan>;
  /** The plan with what git says about its deletions. */
  toShow(planning: Planning, planned: ObservedPlan): Promise<Plan>;
  carryOut(planning: Planning, planned: ObservedPlan, isStale?: IsStale): Promise<OrganizationReport>;
  withFailure(report: OrganizationReport): OrganizationReport;
}

/** The options with which a run in mode `drift` plans: what it mends says what it may delete. */
export function driftOptions(options: OrganizationOptions): OrganizationOptions {
  const heals = options.heal === 'all';
  return { ...options, prune: heals ? 'all' : 'off', replace: heals && options.replace === true };
}

/**
 * Finds what differs in one organization, and tells what was changed in Konnect from what was changed in git. With
 * `heal` there is a function that mends the drift, and nothing else, on the way of every apply: lease, policies,
 * verification.
 */
export async function planDrift(
  planning: Planning,
  lastApplied: LastApplied | undefined,
  steps: RunSteps,
): Promise<PlannedOrganization> {
  const { organization, options, settings } = planning;
  const { deep = false, heal = 'off' } = options;
  const extra = new Set<string>();
  const make = deep ? deepMaker(extra) : makePlan;
  const planned = await steps.observe({ ...planning, make });
  const plan = await steps.toShow(planning, planned);
  const { observation } = planned;
  const differs = planned.orphans.length > 0 || plan.changes.some((change) => writes(change) || change.block);
  const known = differs ? await lastApplied?.of(organization.name, partsOf(planning)) : undefined;
  const removed = new Set(
    [...plan.changes, ...plan.orphans].filter(({ commit }) => commit !== undefined).map(({ address }) => address),
  );
  const about: Omit<DriftInput, 'planned' | 'deepOnly'> = { last: known?.last ?? nothingApplied, removed };
  const judge = (input: PlanInput, seen: Planned) =>
    driftOf({
      ...about,
      planned: { ...seen, observation: input.observation },
      ...(deep ? { deepOnly: deepOnly(input, seen) } : {}),
    });
  const input = { ...settings, observation, now: Date.now() };
  const differences = judge(input, planned);
  const drift: DriftReport = {
    since: known?.commits ?? [],
    ...(known?.untold === undefined ? {} : { untold: known.untold }),
    ...(organization.source.config === defaultDirectory ? {} : { config: organization.source.config }),
    deep,
    extraReads: extra.size,
    heal,
    differences,
    healed: [],
  };
  const { name } = organization;
  const report = { organization: name, diagnostics: known?.diagnostics ?? [], plan, drift };
  if (!differences.some((each) => isHealed(each, heal)))
    return { report: steps.withFailure(heal === 'off' ? report : { ...report, results: [] }), planned };

  const healing: Planning = { ...planning, make: healer(make, judge, heal) };
  const mended = { ...onlyHealing(planned, differences, heal), observation };
  const shown = await steps.toShow(healing, mended);
  return {
    report: steps.withFailure({ ...report, plan: shown }),
    planned: mended,
    apply: async (isStale) => {
      const done = await steps.carryOut(healing, { ...mended, plan: shown }, isStale);
      const healed = (done.results ?? []).flatMap(({ outcome, address }) => (outcome === 'applied' ? [address] : []));
      return { ...done, diagnostics: [...report.diagnostics, ...done.diagnostics], drift: { ...drift, healed } };
    },
  };
}

/** The environments that a run is about; undefined is the organization as a whole. */
function partsOf({ settings, options }: Planning): readonly (string | undefined)[] {
  const { level = 'all', environments } = options;
  const declared = new Set(settings.graph.nodes.map(({ environment }) => environment));
  const isChosen = (environment: string | undefined) =>
    environment === undefined
      ? level !== 'environment'
      : level !== 'organization' && (environments.length === 0 || environments.includes(environment));
  return [...declared].filter(isChosen);
}

/** Makes plans that mend drift alone. */
function healer(
  make: (input: PlanInput) => Planned,
  judge: (input: PlanInput, planned: Planned) => ReturnType<typeof driftOf>,
  heal: HealMode,
) {
  return (input: PlanInput): Planned => {
    const planned = make(input);
    return onlyHealing(planned, judge(input, planned), heal);
  };
}

/**
 * Makes plans that trust no digest.
 *
 * @param extra gets a key for each object and list that a plan would not have read otherwise
 */
function deepMaker(extra: Set<string>) {
  return (input: PlanInput): Planned => {
    const planned = makePlan({ ...input, deep: true });
    const usual = new Set(makePlan(input).demands.map(demandKey));
    for (const key of planned.demands.map(demandKey)) if (!usual.has(key)) extra.add(key);
    return planned;
  };
}

/** The addresses of changes that a plan which trusts digests does not have. */
function deepOnly(input: PlanInput, { decisions }: Planned): ReadonlySet<string> {
  const usual = new Set(
    makePlan(input).decisions.flatMap(({ change }) => (writes(change) || change.block ? [change.address] : [])),
  );
  return new Set(decisions.flatMap(({ change }) => (usual.has(change.address) ? [] : [change.address])));
}
