import { type DriftInput, driftOf, nothingApplied } from '@konduct/core/drift/drift';
import type { DriftReport } from '@konduct/core/drift/drift-report';
import { healingPlan } from '@konduct/core/drift/heal';
import { demandKey, type Observation } from '@konduct/core/observe/observation';
import { survey } from '@konduct/core/observe/survey';
import { writes } from '@konduct/core/plan/change';
import { hasChanges } from '@konduct/core/plan/plan';
import { policedDraft } from '@konduct/core/policy/policed-draft';
import {
  judgeDraft,
  makePlan,
  type ObservedPlan,
  type PlanInput,
  type Planned,
} from '@konduct/core/policy/policed-plan';
import { defaultDirectory } from '../inputs/platform.ts';
import { applyPlanned, withFailure } from './applying.ts';
import type { LastApplied } from './last-applied.ts';
import { observeAndPlan, type PlannedOrganization, type Planning, planToShow } from './planning.ts';
import type { OrganizationOptions } from './settings.ts';

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
export async function planDrift(usual: Planning, lastApplied: LastApplied | undefined): Promise<PlannedOrganization> {
  const { organization, options } = usual;
  const { name } = organization;
  const { deep = false, heal = 'off' } = options;
  const planning: Planning = { ...usual, settings: { ...usual.settings, deep } };
  const { planned, deepOnly, extraReads } = await look(usual, planning);
  const plan = await planToShow(planning, planned);
  const differs = planned.orphans.length > 0 || plan.changes.some((change) => writes(change) || change.block);
  const known = differs ? await lastApplied?.of(name, partsOf(planning)) : undefined;
  const removed = new Map(
    [...plan.changes, ...plan.orphans]
      .filter(({ commit }) => commit !== undefined)
      .map((change) => [change.address, change]),
  );
  const about = { last: known?.last ?? nothingApplied, removed, deepOnly };
  const differences = driftOf({ ...about, planned });
  const drift: DriftReport = {
    since: known?.commits ?? [],
    parts: partsOf(planning).flatMap((environment) => {
      const commit = known?.last.at(environment)?.commit;
      return commit === undefined ? [] : [{ commit, ...(environment === undefined ? {} : { environment }) }];
    }),
    ...(known?.untold === undefined ? {} : { untold: known.untold }),
    ...(organization.source.config === defaultDirectory ? {} : { config: organization.source.config }),
    deep,
    extraReads,
    heal,
    differences,
    healed: [],
  };
  const report = { organization: name, diagnostics: known?.diagnostics ?? [], plan, drift };
  if (heal === 'off') return { report: withFailure(report), planned };

  const make = healer(about, heal);
  const { observation } = planned;
  const mended = { ...make({ ...planning.settings, observation, now: Date.now() }), observation };
  const shown = await planToShow(planning, mended);
  const asked = { ...report, plan: shown };
  if (!hasChanges(shown.summary)) return { report: withFailure({ ...asked, results: [] }), planned: mended };
  return {
    report: withFailure(asked),
    planned: mended,
    apply: async (isStale) => {
      // What drift mends was reviewed before: it makes Konnect as git said all along.
      const done = await applyPlanned({ ...planning, make }, { ...mended, plan: shown }, [], isStale);
      const healed = (done.results ?? []).flatMap(({ outcome, address }) => (outcome === 'applied' ? [address] : []));
      return { ...done, diagnostics: [...report.diagnostics, ...done.diagnostics], drift: { ...drift, healed } };
    },
  };
}

interface Look {
  readonly planned: ObservedPlan;
  /** Addresses of changes that a plan which trusts digests does not have. */
  readonly deepOnly: ReadonlySet<string>;
  /** The number of objects and lists that a plan which trusts digests does not read. */
  readonly extraReads: number;
}

/** Plans as usual and then, if the run is deep, reads the rest and plans without trust in digests. */
async function look(usual: Planning, { settings, access }: Planning): Promise<Look> {
  const planned = await observeAndPlan(usual);
  if (!settings.deep) return { planned, deepOnly: new Set(), extraReads: 0 };
  const known = new Set(differing(planned));
  const read = new Set<string>();
  const make = (observation: Observation) => {
    const made = makePlan({ ...settings, observation, now: Date.now() });
    for (const demand of made.demands) read.add(demandKey(demand));
    return made;
  };
  const deep = await survey(make, access.provider, planned.observation);
  const deepOnly = new Set(differing(deep).filter((address) => !known.has(address)));
  return { planned: deep, deepOnly, extraReads: read.size };
}

/** The addresses of what a plan wants to change. */
function differing({ decisions }: Planned): string[] {
  return decisions.flatMap(({ change }) => (writes(change) || change.block ? [change.address] : []));
}

/** Makes plans that mend drift alone. */
function healer(about: Omit<DriftInput, 'planned'>, heal: DriftReport['heal']) {
  return (input: PlanInput): Planned => {
    const draft = policedDraft(input);
    const seen = judgeDraft(draft, input);
    const differences = driftOf({ ...about, planned: { ...seen, observation: input.observation } });
    return healingPlan(input, draft, seen, differences, heal);
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
