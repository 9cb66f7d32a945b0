import type { ResourceNode } from '../graph/node.ts';
import { fieldAt, type Kind, type KindRegistry } from '../kind/kind.ts';
import type { Knowledge } from '../observe/knowledge.ts';
import { isOwned } from '../observe/labels.ts';
import type { Observation } from '../observe/observation.ts';
import type { ObservedObject } from '../provider/provider.ts';

interface Scope {
  readonly kinds: KindRegistry;
  readonly regions: readonly string[];
  readonly otherRegions: readonly string[];
  readonly observation: Observation;
  readonly owners: ReadonlySet<string>;
  readonly nodeOf: ReadonlyMap<ObservedObject, ResourceNode>;
  /** Which resources the run is about, where it is not about the whole organization. */
  readonly selects?: (node: ResourceNode) => boolean;
}

/**
 * Asks for every list that could hold something of ours: labelled kinds everywhere, links where labelled objects of ours
 * are, and what hangs on an object of ours. A run about a part of an organization asks only for the links that its own
 * resources claim. In a region that no manifest names links are read only once something of
 * ours was found there.
 */
export function demandWhatMayBeOurs(scope: Scope, knowledge: Knowledge): void {
  for (const kind of scope.kinds.values()) {
    if (kind.ownership === 'none' || kind.external) continue;
    if (scope.selects && kind.claimedBy === undefined) continue;
    if (kind.collection.length > 0) demandBelow(kind, scope, knowledge);
    else
      for (const { region, isNamed } of regionsOf(kind, scope)) {
        if (isNamed || kind.ownership === 'labels' || hasOurs(region, scope))
          knowledge.demandList({ kind, region, parents: {} }, !isNamed);
      }
  }
}

function regionsOf(kind: Kind, { regions, otherRegions }: Scope): { region: string; isNamed: boolean }[] {
  if (kind.scope === 'global') return [{ region: 'global', isNamed: true }];
  const others = otherRegions.filter((region) => !regions.includes(region));
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

/** Lists that hang on an object are read for every object of ours of that kind: its memberships, its roles. */
function demandBelow(kind: Kind, scope: Scope, knowledge: Knowledge): void {
  const { observation, owners, nodeOf, kinds, selects } = scope;
  const [field = '', ...more] = kind.collection;
  const refers = fieldAt(kind, field)?.refers;
  if (more.length > 0 || !refers || !('kind' in refers)) return;
  for (const { kind: parent, region, object } of observation.all()) {
    const { id } = object.fields;
    if (parent.name !== refers.kind || typeof id !== 'string') continue;
    if (!isOwned(object.labels, owners) && !nodeOf.has(object)) continue;
    // Who is in a team is nothing of ours unless a manifest says so.
    const node = nodeOf.get(object);
    if (kind.claimedBy !== undefined && node?.manages.has(kind.name) !== true) continue;
    if (selects && !(node && selects(node))) continue;
    const collection = { kind, region: kind.scope === 'global' ? 'global' : region, parents: { [field]: id } };
    knowledge.demandList(collection);
    const list = observation.list(collection);
    if (!list?.objects.some((link) => !nodeOf.has(link))) continue;
    demandEnds(kind, kinds, knowledge);
    if (kind.yieldsTo) demandPrecedence(kind, kinds, observation, knowledge);
  }
}

/** Reads what may be at the other end of a link that goes: people are told of a person, and not of an id. */
function demandEnds(kind: Kind, kinds: KindRegistry, knowledge: Knowledge): void {
  for (const { field } of kind.links ?? []) {
    const refers = fieldAt(kind, field)?.refers;
    const other = refers && 'kind' in refers ? kinds.get(refers.kind) : undefined;
    if (other?.scope === 'global' && other.collection.length === 0)
      knowledge.demandList({ kind: other, region: 'global', parents: {} });
  }
}

/** Reads what decides in the place of manifests, once something would be taken away without it. */
function demandPrecedence(kind: Kind, kinds: KindRegistry, observation: Observation, knowledge: Knowledge): void {
  for (const { kind: name } of kind.yieldsTo ?? []) {
    const other = kinds.get(name);
    if (!other) continue;
    const [field] = other.collection;
    const refers = field === undefined ? undefined : fieldAt(other, field)?.refers;
    if (field === undefined) knowledge.demandList({ kind: other, region: 'global', parents: {} });
    else if (refers && 'kind' in refers) {
      const parent = kinds.get(refers.kind);
      if (!parent) continue;
      const collection = { kind: parent, region: 'global', parents: {} };
      knowledge.demandList(collection);
      for (const { fields } of observation.list(collection)?.objects ?? [])
        knowledge.demandList({ kind: other, region: 'global', parents: { [field]: String(fields.id) } });
    }
  }
}
