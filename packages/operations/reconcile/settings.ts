import type { Documents } from '@konduct/core/graph/documents';
import type { ResourceGraph } from '@konduct/core/graph/node';
import { type Kind, kindRegistry } from '@konduct/core/kind/kind';
import { addressKeyOf, keyOfLabel } from '@konduct/core/observe/labels';
import type { Reach } from '@konduct/core/plan/reach';
import type { PlanSettings } from '@konduct/core/policy/policed-plan';
import type { PolicySettings } from '@konduct/core/policy/settings';
import { regions as everyRegion } from '@konduct/core/value/region';
import { konnectKinds } from '@konduct/konnect/kinds/registry';
import type { ConfiguredOrganization } from '../configuration.ts';
import type { ReconcileOptions } from '../options.ts';
import { selectionOf } from '../selection.ts';
import type { LastApplied } from './last-applied.ts';

/** The options of a run that change the plan of one organization. */
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
  | 'rotateSecrets'
  | 'rotationThreshold'
  | 'reviewed'
  | 'heal'
  | 'deep'
  | 'planFile'
> & {
  /** The longest time for lists to show a new object, in milliseconds. */
  readonly patience: number;
  /** For mode `drift`: what was applied last. */
  readonly past?: LastApplied;
};

/** Every kind that Konnect has objects of. */
export const kinds = kindRegistry(konnectKinds);

/** The settings for planning an organization, by the mode of the run. */
export function settingsFor(
  organization: ConfiguredOrganization,
  documents: Documents,
  options: OrganizationOptions,
): PlanSettings {
  const { graph, owner, previousOwners, moved, environmentOrder, isDeclaredElsewhere, renderedServices } = organization;
  const withFiles: Documents = {
    get: (kind, selector, place) => documents.get(kind, selector, place),
    expected: (kind, selector, region) => renderedServices.expected(kind, selector, region),
  };
  const common = { documents: withFiles, owner, previousOwners, moved, environmentOrder, isDeclaredElsewhere };
  const policy = policyOf(options);
  if (options.mode === 'destroy' || options.mode === 'release') {
    const everything = { ...policy, prune: 'all', allowDeletes: true } as const;
    const reach: Reach = {
      kinds,
      regions: regionsOf(organization),
      otherRegions: everyRegion,
      elsewhere: 'always',
    };
    return { ...common, ...everything, reach, ...partOf(graph, options.environments) };
  }
  const selection = selectionOf(graph, options);
  const { mode, rotateSecrets = [] } = options;
  // What is sent again in any case is no drift.
  const rotation = mode === 'drift' || rotateSecrets.length === 0 ? {} : { rotateSecrets };
  return { ...common, ...policy, ...rotation, graph, ...selection, reach: reachOf(organization, options) };
}

function policyOf(options: OrganizationOptions): PolicySettings {
  const { adopt, prune = 'off', replace = false, maxDeletes, allowDeletes = false, forceDelete = [] } = options;
  const { rotationThreshold } = options;
  return {
    ...{ adopt, prune, replace, allowDeletes, forceDelete },
    ...(maxDeletes ? { deleteLimit: maxDeletes } : {}),
    ...(rotationThreshold === undefined ? {} : { rotationThreshold }),
  };
}

/**
 * The kinds and regions that a run looks at. A run that deletes looks at every kind; any other one leaves out kinds with
 * labels that no blueprint names, so that a new kind of Konduct's costs a platform that does not use it neither a call
 * nor a role of its token. A run that deletes looks at all of Konnect, unless the organization lists its
 * regions. Any other run looks at the regions in the manifests; at all regions if they name none, or if one is new to
 * the platform.
 */
function reachOf(organization: ConfiguredOrganization, { prune = 'off' }: OrganizationOptions): Reach {
  const regions = regionsOf(organization);
  const otherRegions = organization.listedRegions.length > 0 ? [] : everyRegion;
  const elsewhere = prune === 'off' && regions.length > 0 ? 'if hinted' : 'always';
  const isSearched = ({ name, ownership }: Kind) =>
    prune !== 'off' || ownership !== 'labels' || organization.namedKinds.has(name);
  return { kinds: kindRegistry(konnectKinds.filter(isSearched)), regions, otherRegions, elsewhere };
}

function regionsOf({ regions, listedRegions }: ConfiguredOrganization): string[] {
  return [...new Set([...regions, ...listedRegions])];
}

type Part = Pick<PlanSettings, 'graph' | 'selects' | 'refersTo' | 'within'>;

/**
 * The graph without the resources of some environments, or without any if `environments` is empty. Objects of ours in
 * that part then count as orphans.
 */
function partOf(graph: ResourceGraph, environments: readonly string[]): Part {
  const nothing = { organization: graph.organization, nodes: [], dependencies: new Map(), names: new Map() };
  const place = graph.place ? { place: graph.place } : {};
  if (environments.length === 0) return { graph: { ...nothing, ...place } };
  const isGone = ({ environment }: ResourceGraph['nodes'][number]) =>
    environment !== undefined && environments.includes(environment);
  const gone = new Set(graph.nodes.filter(isGone).map(addressKeyOf));
  return {
    graph: { ...graph, nodes: graph.nodes.filter((node) => !isGone(node)) },
    selects: () => false,
    refersTo: () => true,
    within: (label) => {
      const key = keyOfLabel(label);
      return key !== undefined && gone.has(key);
    },
  };
}
