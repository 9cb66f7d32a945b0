import type { ResourceNode } from '../graph/node.ts';
import type { Kind, KindRegistry, Precedence } from '../kind/kind.ts';
import { kindReferredTo, referralsOf } from '../kind/referral.ts';
import type { Knowledge } from '../observe/knowledge.ts';
import { isOwned } from '../observe/labels.ts';
import type { Observation } from '../observe/observation.ts';
import type { ObservedObject } from '../provider/provider.ts';
import { precedencesOf } from './precedence.ts';

/** The kinds and regions in which objects of ours may be. */
export interface Reach {
  /** Every kind of such objects. */
  readonly kinds: KindRegistry;
  /** The regions in the manifests. */
  readonly regions: readonly string[];
  /** Other regions that may have objects of ours; an unreadable one is reported. */
  readonly otherRegions: readonly string[];
  /**
   * The other regions that are searched. `if hinted`: those to which a link of ours leads, and all of them if there are
   * objects of ours but none in a region of the manifests, since the platform may have moved.
   */
  readonly elsewhere: 'always' | 'if hinted';
}

/**
 * The part of Konnect that a plan was made from: all of an organization, some regions of it, or the lists of a
 * selection.
 */
export type Extent =
  | { readonly type: 'everything' }
  | { readonly type: 'regions'; readonly regions: readonly string[] }
  | { readonly type: 'part' };

/**
 * The part of Konnect in which objects of ours were looked for.
 *
 * @returns the regions in which every labelled kind was listed; everything, if no region of Konnect is left out
 */
export function extentOf(reach: Reach | undefined, observation: Observation): Extent {
  if (!reach) return { type: 'regions', regions: [] };
  const { kinds, regions, otherRegions } = reach;
  const labelled = [...kinds.values()].filter(
    ({ ownership, scope, collection }) => ownership === 'labels' && scope === 'regional' && collection.length === 0,
  );
  const all = [...new Set([...regions, ...otherRegions])];
  const searched = all.filter((region) => labelled.every(({ name }) => observation.hasRead(name, region)));
  return otherRegions.length > 0 && searched.length === all.length
    ? { type: 'everything' }
    : { type: 'regions', regions: searched };
}

interface Scope extends Reach {
  readonly observation: Observation;
  readonly owners: ReadonlySet<string>;
  readonly nodeOf: ReadonlyMap<ObservedObject, ResourceNode>;
  /** The selected resources, if the run is not about the whole organization. */
  readonly selects?: (node: ResourceNode) => boolean;
}

/**
 * Demands every list that could have objects of ours: labelled kinds everywhere, links in the regions of labelled
 * objects of ours, and lists below these objects. A run about a part of an organization demands only the links that its
 * own resources claim. In a region that no manifest names, links are read only after an object of ours was found there.
 */
export function demandWhatMayBeOurs(scope: Scope, knowledge: Knowledge): void {
  const others = scope.selects ? [] : otherRegionsOf(scope);
  for (const kind of scope.kinds.values()) {
    if (kind.ownership === 'none') continue;
    if (scope.selects && kind.claimedBy === undefined) continue;
    if (kind.collection.length > 0) demandBelow(kind, scope, knowledge);
    else
      for (const { region, isNamed } of regionsOf(kind, scope.regions, others)) {
        if (isNamed || kind.ownership === 'labels' || hasOurs(region, scope))
          knowledge.demandList({ kind, region, parents: {} }, !isNamed);
      }
  }
}

/** The searched regions that no manifest names. */
function otherRegionsOf(scope: Scope): string[] {
  const { regions, otherRegions, elsewhere } = scope;
  const others = otherRegions.filter((region) => !regions.includes(region));
  if (elsewhere === 'always' || others.length === 0) return others;
  if (hasOurs('global', scope) && !regions.every((region) => hasOurs(region, scope))) return others;
  const hinted = regionsOfLinks(scope);
  return others.filter((region) => hinted.has(region));
}

/** The regions of links' targets: a role has the region of its control plane. */
function regionsOfLinks({ observation }: Scope): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { kind, object } of observation.all()) {
    if (kind.ownership !== 'links') continue;
    for (const { region } of referralsOf(kind, object.fields)) if (region !== undefined) found.add(region);
  }
  return found;
}

function regionsOf(
  kind: Kind,
  regions: readonly string[],
  others: readonly string[],
): { region: string; isNamed: boolean }[] {
  if (kind.scope === 'global') return [{ region: 'global', isNamed: true }];
  return [
    ...regions.map((region) => ({ region, isNamed: true })),
    ...others.map((region) => ({ region, isNamed: false })),
  ];
}

function hasOurs(wanted: string, { observation, owners }: Scope): boolean {
  for (const { region, object } of observation.all())
    if (region === wanted && isOwned(object.labels, owners)) return true;
  return false;
}

/** Demands the lists below every object of ours of a kind: its memberships, its roles. */
function demandBelow(kind: Kind, scope: Scope, knowledge: Knowledge): void {
  const { observation, nodeOf, kinds } = scope;
  const field = kind.collection.at(-1) ?? '';
  const above = kindReferredTo(kind, field);
  if (!isClaimed(kind, field, scope, knowledge)) return;
  for (const { kind: parent, region, object } of observation.all()) {
    if (parent.name !== above || !mayHoldOurs(kind, field, object, scope)) continue;
    const parents = parentsBelow(kind, field, object);
    if (!parents) continue;
    const collection = { kind, region: kind.scope === 'global' ? 'global' : region, parents };
    knowledge.demandList(collection);
    const list = observation.list(collection);
    if (!list?.objects.some((link) => !nodeOf.has(link))) continue;
    demandEnds(kind, kinds, knowledge);
    demandPrecedence(precedencesOf(kind, 'remove'), kinds, observation, knowledge);
  }
}

/**
 * Whether the lists of a kind can have objects of ours. Where the object that claims them is not the one that they are
 * below, such as a team whose group mappings are below an identity provider, the lists above are demanded for it.
 */
function isClaimed(kind: Kind, field: string, { kinds, nodeOf, selects }: Scope, knowledge: Knowledge): boolean {
  const { claimedBy } = kind;
  if (claimedBy === undefined || claimedBy === field) return true;
  const claiming = kindReferredTo(kind, claimedBy);
  const nodes = [...new Set(nodeOf.values())].filter(
    (node) => node.kind.name === claiming && node.manages.has(kind.name) && (selects?.(node) ?? true),
  );
  const parent = kinds.get(kindReferredTo(kind, field) ?? '');
  if (parent && parent.collection.length === 0)
    for (const { region } of nodes)
      knowledge.demandList({ kind: parent, region: parent.scope === 'global' ? 'global' : region, parents: {} });
  return nodes.length > 0;
}

/** Whether the list of a kind below an object can have an object of ours. */
function mayHoldOurs(kind: Kind, field: string, above: ObservedObject, scope: Scope): boolean {
  const { owners, nodeOf, selects } = scope;
  const node = nodeOf.get(above);
  const isOurs = isOwned(above.labels, owners) || node !== undefined;
  if (kind.claimedBy !== undefined && kind.claimedBy !== field)
    return isOurs || kind.links?.some((end) => end.field === field && end.anybody) === true;
  // The members of a team are ours only if a manifest lists its users.
  if (kind.claimedBy !== undefined && node?.manages.has(kind.name) !== true) return false;
  return isOurs && (!selects || (node !== undefined && selects(node)));
}

/**
 * The values that select the list of a kind below an object: its id, and the fields that it has in common with the kind,
 * such as the portal of a team. Undefined where it lacks one.
 */
function parentsBelow(kind: Kind, field: string, { fields }: ObservedObject): Record<string, string> | undefined {
  const parents: Record<string, string> = {};
  for (const name of kind.collection) {
    const value = name === field ? fields.id : fields[name];
    if (typeof value !== 'string') return undefined;
    parents[name] = value;
  }
  return parents;
}

/** Demands the other end of a link that is deleted, so that messages can name a person instead of an id. */
function demandEnds(kind: Kind, kinds: KindRegistry, knowledge: Knowledge): void {
  for (const { field } of kind.links ?? []) {
    const other = kinds.get(kindReferredTo(kind, field) ?? '');
    if (other?.scope === 'global' && other.collection.length === 0)
      knowledge.demandList({ kind: other, region: 'global', parents: {} });
  }
}

/** Demands the objects that may take precedence over manifests, if a link would be created or deleted. */
export function demandPrecedence(
  precedences: readonly Precedence[],
  kinds: KindRegistry,
  observation: Observation,
  knowledge: Knowledge,
): void {
  for (const { kind: name } of precedences) {
    const other = kinds.get(name);
    if (!other) continue;
    const [field] = other.collection;
    if (field === undefined) {
      knowledge.demandList({ kind: other, region: 'global', parents: {} });
      continue;
    }
    const parent = kinds.get(kindReferredTo(other, field) ?? '');
    if (!parent) continue;
    const collection = { kind: parent, region: 'global', parents: {} };
    knowledge.demandList(collection);
    for (const { fields } of observation.list(collection)?.objects ?? [])
      knowledge.demandList({ kind: other, region: 'global', parents: { [field]: String(fields.id) } });
  }
}
