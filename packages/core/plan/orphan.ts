import type { Evaluation, ResourceNode } from '../graph/node.ts';
import { sortTopologically } from '../graph/topological.ts';
import { givesAccess, type Kind } from '../kind/kind.ts';
import { referralsOf } from '../kind/referral.ts';
import { fillSentence } from '../kind/title.ts';
import { addressKeyOf, isOwned, isProtectedInKonnect, keyOfLabel } from '../observe/labels.ts';
import type { Observation, Sighting } from '../observe/observation.ts';
import { addressLabel } from '../provider/ownership.ts';
import type { Fields, ObservedObject } from '../provider/provider.ts';
import type { SourceRange } from '../source/range.ts';
import { compareText } from '../value/compare-text.ts';
import { valueAt } from '../value/value-at.ts';
import type { Change } from './change.ts';
import type { Decision, Doubt, Orphan } from './decision.ts';
import { type End, Ends } from './ends.ts';
import { leadOfReplaced } from './lead.ts';
import { lostWith } from './lost.ts';
import { precedenceOf, type Yielded } from './precedence.ts';

/** Whether an address label is among those to which a run is limited. */
export type Within = (label: string | undefined) => boolean;

/** A resource without an object, with the known values of its fields. */
export interface UnmatchedResource extends Pick<Evaluation, 'fields' | 'unknowns'> {
  readonly node: ResourceNode;
}

/** The input of the search for orphans, after all possible resources have been matched. */
export interface OrphanSearch {
  readonly observation: Observation;
  readonly owners: ReadonlySet<string>;
  /**
   * Whether the manifests, also those of other organizations, declare an object's address in its region, by the key.
   */
  readonly isDeclared: (key: string, sighting: Sighting) => boolean;
  readonly decisions: readonly Decision[];
  /** The resources that objects belong to, with those that this run only reads. */
  readonly nodeOf: ReadonlyMap<ObservedObject, ResourceNode>;
  /** Resources without an object: a link may belong to one of these. */
  readonly unmatched: readonly UnmatchedResource[];
  /** The kinds of the graph's resources, by name. */
  readonly kinds: ReadonlyMap<string, Kind>;
  /** The name of the kind of the resource at an address. */
  readonly kindAt: (address: string) => string | undefined;
  /** The place of the organization, for orphans without a link to a declared object. */
  readonly place?: SourceRange;
  /**
   * The labelled objects that count, by the key and the whole of their address label. Links count with the objects that
   * they join.
   */
  readonly within?: Within;
  /** The selected resources, if the run is not about the whole organization. */
  readonly selects?: (node: ResourceNode) => boolean;
}

/** The result of a search: orphans, and links that are left alone because another object takes precedence. */
export interface FoundOrphans {
  readonly orphans: readonly Orphan[];
  readonly yielded: readonly Yielded[];
  /** Links to objects of others on objects that are replaced, by the addresses of the replacements. */
  readonly foreignLinks: ReadonlyMap<string, readonly string[]>;
}

/**
 * The objects of ours that no manifest declares any more, as deletions: access first, each before the objects that it
 * names, else by kind and address. A labelled object is ours by its label, a link if every object that it joins is. A
 * link that may belong to an unmatched resource is left out, because a declared link must not be deleted.
 */
export function orphansIn(search: OrphanSearch): FoundOrphans {
  return new OrphanFinder(search).find();
}

class OrphanFinder {
  readonly #search: OrphanSearch;
  readonly #ends: Ends;
  readonly #decisions: ReadonlyMap<ObservedObject, Decision>;
  /** The resources of labelled objects, by the keys of their addresses. */
  readonly #nodeAt: ReadonlyMap<string, ResourceNode>;
  readonly #yielded: Yielded[] = [];

  constructor(search: OrphanSearch) {
    this.#search = search;
    this.#ends = new Ends(search.observation, search.owners, search.nodeOf);
    this.#nodeAt = new Map([...search.nodeOf.values()].map((node) => [addressKeyOf(node), node]));
    this.#decisions = new Map(
      search.decisions.flatMap((decision) => (decision.observed ? [[decision.observed, decision] as const] : [])),
    );
  }

  find(): FoundOrphans {
    const found: { sighting: Sighting; ends: readonly End[] }[] = [];
    for (const sighting of this.#search.observation.all()) {
      if (this.#search.nodeOf.has(sighting.object)) continue;
      if (sighting.kind.ownership === 'labels' && this.#isLabelled(sighting)) found.push({ sighting, ends: [] });
      if (sighting.kind.ownership === 'links') {
        const ends = this.#ends.of(sighting.kind, sighting.object.fields, sighting.region);
        if (this.#isLink(sighting, ends)) found.push({ sighting, ends });
      }
    }
    const addresses = this.#addresses(found.map(({ sighting }) => sighting));
    const orphans = found.map(({ sighting, ends }) => this.#orphan(sighting, ends, addresses));
    const sorted = orphans.sort(
      (a, b) => compareText(a.change.kind, b.change.kind) || compareText(a.change.address, b.change.address),
    );
    // In the order of deletion: access first, and each before the objects that it names.
    const byAccess = [...sorted.filter(({ isGrant }) => isGrant), ...sorted.filter(({ isGrant }) => !isGrant)];
    const naming = Map.groupBy(
      byAccess.flatMap((orphan) => orphan.names.map((name) => ({ orphan, name }))),
      ({ name }) => name,
    );
    const { sorted: inOrder } = sortTopologically(byAccess, ({ change }) =>
      (naming.get(change.address) ?? []).map(({ orphan }) => orphan),
    );
    return { orphans: [...inOrder], yielded: this.#yielded, foreignLinks: this.#foreignLinks() };
  }

  #foreignLinks(): ReadonlyMap<string, readonly string[]> {
    const replaced = this.#search.decisions.filter(({ change }) => change.action === 'replace');
    return new Map(
      replaced.map(({ change, observed }) => [change.address, observed ? this.#foreignLinksOn(observed) : []]),
    );
  }

  /** In the order of their names: that of Konnect's lists says nothing. */
  #foreignLinksOn(object: ObservedObject): string[] {
    return this.#linksOn(object)
      .filter(({ isForeign }) => isForeign)
      .map(({ title }) => title)
      .sort(compareText);
  }

  #isLabelled(sighting: Sighting): boolean {
    const { kind, object } = sighting;
    if (!isOwned(object.labels, this.#search.owners) || kind.unmanageable?.(object.fields) !== undefined) return false;
    if (!this.#isWithin(object)) return false;
    return !this.#isDeclared(sighting) || this.#isTwin(sighting);
  }

  /** Whether another object belongs to the resource in the label: two runs created it at the same time. */
  #isTwin(sighting: Sighting): boolean {
    const { kind, region, object } = sighting;
    const key = keyOfLabel(object.labels[addressLabel]);
    const node = key === undefined ? undefined : this.#nodeAt.get(key);
    return node?.kind === kind && node.region === region;
  }

  #isDeclared(sighting: Sighting): boolean {
    const key = keyOfLabel(sighting.object.labels[addressLabel]);
    return key !== undefined && this.#search.isDeclared(key, sighting);
  }

  #isWithin({ labels }: ObservedObject): boolean {
    return this.#search.within?.(labels[addressLabel]) ?? true;
  }

  #isLink({ kind, object, region }: Sighting, ends: readonly End[]): boolean {
    // A link to an object of another organization of the manifests is left to that organization's run.
    if (ends.some(({ sighting, node }) => sighting && !node && this.#isDeclared(sighting))) return false;
    if (this.#search.within && !ends.some(({ sighting }) => sighting && this.#isWithin(sighting.object))) return false;
    if (ends.length < (kind.links?.length ?? 0) || !ends.every(isNobodyElses)) return false;
    if (!ends.some(({ isOurs }) => isOurs)) return false;
    // A link that is deleted with a replaced object is created again with it.
    if (ends.some((end) => end.goesAlong && this.#replacementOf(end))) return false;
    if (kind.claimedBy !== undefined && !this.#isClaimed(kind, kind.claimedBy, ends, object.fields)) return false;
    return !this.#search.unmatched.some(
      (resource) =>
        resource.node.kind === kind &&
        resource.node.region === region &&
        couldBe(kind, resource.fields, object.fields) &&
        this.#couldJoin(resource, ends),
    );
  }

  /**
   * Whether a link could belong to an unmatched resource. A link of one environment cannot belong to a resource of
   * another one.
   */
  #couldJoin({ node, unknowns }: UnmatchedResource, ends: readonly End[]): boolean {
    return unknowns.every(({ path, on }) => {
      const end = ends.find((candidate) => candidate.path === path)?.node;
      if (end === undefined || end.address === on || end.environment === node.environment) return true;
      return end.kind.name !== this.#search.kindAt(on);
    });
  }

  /** The replacement of an end, if this run deletes and creates it again. */
  #replacementOf({ sighting }: End): Change | undefined {
    const change = sighting && this.#decisions.get(sighting.object)?.change;
    return change?.action === 'replace' ? change : undefined;
  }

  /**
   * Whether the manifests alone decide about the members of a team: they list its users, and no identity provider maps
   * groups to it.
   */
  #isClaimed(kind: Kind, field: string, ends: readonly End[], fields: Fields): boolean {
    const claiming = ends.find(({ path }) => path === field)?.node;
    if (!claiming?.manages.has(kind.name)) return false;
    const precedence = precedenceOf(kind, fields, this.#search.observation, 'remove');
    if (!precedence) return true;
    const name = this.#ends.title(kind, fields);
    const place = claiming.place ? { place: claiming.place } : {};
    const { because, onlyKeeps } = precedence;
    const about = this.#sentence(kind, precedence.about, fields);
    this.#yielded.push({ verb: 'remove', name, because, about, ...(onlyKeeps && { onlyKeeps }), ...place });
    return false;
  }

  /**
   * The addresses of undeclared objects: the address label, or for links the objects that they join. Ids are added
   * where that is not unique.
   */
  #addresses(sightings: readonly Sighting[]): ReadonlyMap<ObservedObject, string> {
    const addresses = new Map<ObservedObject, string>();
    const taken = new Map<string, number>();
    // Sorted by id, so that the order of Konnect's lists does not matter.
    const inOrder = [...sightings].sort((a, b) => compareText(String(a.object.fields.id), String(b.object.fields.id)));
    for (const { kind, region, object } of inOrder) {
      const title = `${kind.name} ${this.#ends.title(kind, object.fields)}`;
      const base = object.labels[addressLabel] ?? (region === 'global' ? title : `${title} (${region})`);
      const count = (taken.get(base) ?? 0) + 1;
      taken.set(base, count);
      addresses.set(object, count === 1 ? base : `${base} #${count}`);
    }
    return addresses;
  }

  #orphan(
    { kind, region, object }: Sighting,
    ends: readonly End[],
    addresses: ReadonlyMap<ObservedObject, string>,
  ): Orphan {
    const declared = ends.find(({ node }) => node !== undefined)?.node;
    const onIt = this.#linksOn(object);
    const hanging = declared ?? onIt.flatMap(({ others }) => others.flatMap(({ node }) => node ?? []))[0];
    const { id } = object.fields;
    const place = hanging?.place ?? this.#search.place;
    const isGrant = givesAccess(kind);
    const environment = environmentOf(ends) ?? hanging?.environment;
    const doubt = this.#doubt(ends, onIt);
    const protection = this.#protection(kind, object, ends);
    const { decisions, kinds } = this.#search;
    const lead = leadOfReplaced({ kind, region, object }, decisions, kinds);
    const replacement = ends.map((end) => this.#replacementOf(end)).find((change) => change !== undefined);
    return {
      kind,
      observed: object,
      changed: [],
      isGrant,
      names: referralsOf(kind, object.fields).flatMap(({ id: named }) => {
        const sighting = this.#search.observation.withId(named);
        return sighting ? (addresses.get(sighting.object) ?? []) : [];
      }),
      gone: ends.flatMap(({ id: end, kind: name, region: where, isGone }) =>
        isGone && name !== undefined ? [{ id: end, kind: name, region: where }] : [],
      ),
      foreign: this.#foreignLinksOn(object),
      ...(lead === undefined ? {} : { lead }),
      ...(doubt === undefined ? {} : { doubt }),
      ...(protection === undefined ? {} : { protection }),
      change: {
        address: addresses.get(object) ?? kind.name,
        kind: kind.name,
        region,
        ...(typeof id === 'string' ? { id } : {}),
        name: this.#ends.title(kind, object.fields),
        action: 'delete',
        fields: [],
        dependsOn: [],
        ...(kind.grant
          ? {
              effect: isGrant ? ('narrows' as const) : ('widens' as const),
              meaning: this.#sentence(kind, kind.grant.taken, object.fields),
            }
          : {}),
        ...(replacement === undefined
          ? {}
          : {
              partOf: replacement.address,
              reason: `leads to the ${replacement.kind} ${replacement.name}, which is made anew`,
            }),
        ...lostWith(kind, object, this.#search.observation),
        ...(place ? { place } : {}),
        ...(environment === undefined ? {} : { environment }),
      },
    };
  }

  #sentence(kind: Kind, sentence: string, fields: Fields): string {
    return fillSentence(sentence, fields, (path) => this.#ends.nameAt(kind, fields, path));
  }

  /** The links of an object, with their other ends. */
  #linksOn(object: ObservedObject): { title: string; isForeign: boolean; others: readonly End[] }[] {
    const { id } = object.fields;
    if (typeof id !== 'string') return [];
    return this.#linksById().get(id) ?? [];
  }

  #index: ReadonlyMap<string, { title: string; isForeign: boolean; others: readonly End[] }[]> | undefined;

  #linksById(): ReadonlyMap<string, { title: string; isForeign: boolean; others: readonly End[] }[]> {
    if (this.#index) return this.#index;
    const index = new Map<string, { title: string; isForeign: boolean; others: readonly End[] }[]>();
    for (const { kind, object, region } of this.#search.observation.all()) {
      if (kind.ownership !== 'links') continue;
      const ends = this.#ends.of(kind, object.fields, region);
      const title = `${kind.name} ${this.#ends.title(kind, object.fields)}`;
      for (const end of ends) {
        const others = ends.filter((other) => other !== end);
        // A link to an end of an unknown kind counts as one to an object of others.
        const isForeign = ends.length < (kind.links?.length ?? 0) || others.some((other) => !isNobodyElses(other));
        const known = index.get(end.id);
        const entry = { title, isForeign, others };
        if (known) known.push(entry);
        else index.set(end.id, [entry]);
      }
    }
    this.#index = index;
    return index;
  }

  /**
   * The doubt about an orphan in a run about a part of the organization: only an orphan that depends on an object of
   * that part certainly belongs to it.
   */
  #doubt(ends: readonly End[], onIt: readonly { readonly others: readonly End[] }[]): Doubt | undefined {
    const { selects } = this.#search;
    const adopted = ends.find(
      ({ sighting }) => sighting && this.#decisions.get(sighting.object)?.change.action === 'adopt',
    );
    if (adopted) {
      const name = this.#ends.nameOf(adopted.id);
      return { stays: 'adoption', reason: `${name} is being adopted in this run; the next one takes it` };
    }
    if (!selects) return undefined;
    const around = ends.length > 0 ? ends : onIt.flatMap(({ others }) => others);
    const nodes = around.flatMap(({ node }) => node ?? []);
    const isInside =
      nodes.length > 0 && nodes.some(selects) && nodes.every((node) => selects(node) || node.environment === undefined);
    const reason = 'a run about the whole organization decides about it';
    return isInside ? undefined : { stays: 'selection', reason };
  }

  #protection(kind: Kind, object: ObservedObject, ends: readonly End[]): string | undefined {
    if (kind.ownership === 'labels')
      return isProtectedInKonnect(object.labels) ? 'it is protected in Konnect' : undefined;
    const protecting = ends.find(
      ({ path, sighting, node }) =>
        path === kind.grant?.protectedBy &&
        (node?.isProtected === true || (sighting !== undefined && isProtectedInKonnect(sighting.object.labels))),
    );
    if (!protecting) return undefined;
    return `${protecting.kind ?? 'the object'} ${this.#ends.nameOf(protecting.id)} is protected`;
  }
}

/** Whether an end is ours, gone, or irrelevant. An end that was not read may belong to others. */
function isNobodyElses({ isOurs, anybody, isGone }: End): boolean {
  return isOurs || anybody || isGone;
}

function environmentOf(ends: readonly End[]): string | undefined {
  return ends.flatMap(({ node }) => node?.environment ?? [])[0];
}

/** Whether an object may belong to a resource, by the known values of its fields. */
function couldBe(kind: Kind, known: Fields, object: Fields): boolean {
  return [...kind.identity, ...kind.collection].every((path) => {
    const wanted = valueAt(known, path);
    return wanted === undefined || wanted === valueAt(object, path);
  });
}
