import { konnectKinds } from '@konduct/konnect/kinds/registry';
import { type Kind, kindRegistry } from '../kind/kind.ts';
import { addressLabelValue } from '../observe/labels.ts';
import type { ObservedPlan, PlanSettings } from '../policy/policed-plan.ts';
import { Memory } from '../provider/memory.fixture.ts';
import type { Content, Fields, Labels } from '../provider/provider.ts';
import { plan, resources } from './planning.fixture.ts';
import type { Reach } from './reach.ts';

/** An object in Konnect. Without a region it is in `eu`, or in the whole organization. */
export type Present = readonly [kind: Kind, fields: Fields, labels?: Labels, region?: string];

/** What the manifests declare, what Konnect has, and how a run is set: everything that a plan follows from. */
export interface Scenario {
  /** The resources of the blueprint of organization `acme`; none by default. */
  readonly declares?: string;
  readonly has?: readonly Present[];
  /** What others made in an object, by its id. */
  readonly holds?: Readonly<Record<string, readonly Content[]>>;
  readonly run?: Partial<PlanSettings>;
  /** Whether orphans are looked for; by default they are. */
  readonly searches?: boolean;
}

/** Everywhere in region `eu`. */
export const reach: Reach = {
  kinds: kindRegistry(konnectKinds),
  regions: ['eu'],
  otherRegions: [],
  elsewhere: 'always',
};

/** The labels of an object of ours at an address below `acme`. */
export function ours(id: string, more: Labels = {}): Labels {
  return { 'konduct-owner': 'acme', 'konduct-address': addressLabelValue(`acme/${id}`), ...more };
}

export const protectedByPeople: Labels = { 'konduct-protected': 'true' };

export function konnectOf({ has = [], holds = {} }: Scenario): Memory {
  const memory = new Memory();
  for (const [kind, fields, labels = {}, region] of has)
    memory.put(kind, region ?? (kind.scope === 'global' ? 'global' : 'eu'), fields, labels);
  for (const [id, contents] of Object.entries(holds)) memory.held.set(id, contents);
  return memory;
}

/** The plan of a scenario. */
export function planOf(scenario: Scenario, memory: Memory = konnectOf(scenario)): Promise<ObservedPlan> {
  return plan(resources(scenario.declares ?? '  []'), memory, {
    ...(scenario.searches === false ? {} : { reach }),
    ...scenario.run,
  });
}

/**
 * A plan as lines, without what stays as it is: its changes (`update Portal dev: display_name`), the orphans that stay
 * (`left API old: prune is off`), and the codes of its findings (`! delete-held`).
 */
export function linesOf({ plan: { changes, orphans, diagnostics } }: Pick<ObservedPlan, 'plan'>): string[] {
  const told = changes.filter(({ action }) => action !== 'none');
  return [
    ...told.map(({ action, kind, name, fields, reason, takesAlong = [] }) => {
      const paths = action === 'update' || action === 'adopt' || action === 'replace' ? fields : [];
      const shown = [paths.map(({ path }) => path).join(', '), reason ?? ''].filter((text) => text !== '');
      const along = takesAlong.length > 0 ? ` (with ${takesAlong.join('; ')})` : '';
      return [`${action} ${kind} ${name}`, ...shown].join(': ') + along;
    }),
    ...orphans.map(({ kind, name, reason }) => `left ${kind} ${name}: ${reason}`),
    ...diagnostics.map(({ code }) => `! ${code}`),
  ];
}

/** The lines of a scenario's plan. */
export async function outcomeOf(scenario: Scenario): Promise<string[]> {
  return linesOf(await planOf(scenario));
}
