import type { Evaluation, ResourceNode } from '../graph/node.ts';
import { World } from '../graph/world.ts';
import type { Kind } from '../kind/kind.ts';
import { titleOf } from '../kind/title.ts';
import { addressKeyOf, keyOfLabel } from '../observe/labels.ts';
import type { Observation, Sighting } from '../observe/observation.ts';
import type { Orphan } from '../plan/decision.ts';
import { addressLabel } from '../provider/ownership.ts';
import type { Fields } from '../provider/provider.ts';
import { sameValue } from '../value/same-value.ts';
import { valueAt } from '../value/value-at.ts';

/**
 * Finds the resources of an older commit from the objects that they became. A labelled object is found by the address
 * in its label. A link is found by its ends: each by its address or, if that has changed since, by its name.
 */
export class DeclaredBefore {
  readonly #observation: Observation;
  readonly #world = new World();
  readonly #byAddress: ReadonlyMap<string, ResourceNode>;
  /**
   * Resources of labelled kinds by the keys of their addresses, links by kind and region. Computed at the first use.
   */
  #byKey: ReadonlyMap<string, ResourceNode> | undefined;
  #links: ReadonlyMap<string, readonly ResourceNode[]> | undefined;

  /** @param observation finds the ends of links */
  constructor(nodes: readonly ResourceNode[], observation: Observation) {
    this.#byAddress = new Map(nodes.map((node) => [node.address, node]));
    this.#observation = observation;
  }

  /** The resource behind an orphan. */
  resourceOf({ kind, observed, change }: Orphan): ResourceNode | undefined {
    if (kind.ownership === 'links') {
      const links = this.#linksByList().get(listOf(kind, change.region)) ?? [];
      return links.find((node) => this.#isMeant(kind, node.evaluate(this.#world), observed.fields));
    }
    const key = keyOfLabel(observed.labels[addressLabel]);
    const node = key === undefined ? undefined : this.#labelledByKey().get(key);
    return node?.kind.name === kind.name && node.region === change.region ? node : undefined;
  }

  #labelledByKey(): ReadonlyMap<string, ResourceNode> {
    this.#byKey ??= new Map(this.#own('labels').map((node) => [addressKeyOf(node), node]));
    return this.#byKey;
  }

  #linksByList(): ReadonlyMap<string, readonly ResourceNode[]> {
    this.#links ??= Map.groupBy(this.#own('links'), ({ kind, region }) => listOf(kind, region));
    return this.#links;
  }

  #own(ownership: Kind['ownership']): ResourceNode[] {
    return [...this.#byAddress.values()].filter((node) => !node.external && node.kind.ownership === ownership);
  }

  #isMeant(kind: Kind, wanted: Evaluation, fields: Fields): boolean {
    return identifyingPaths(kind).every((path) => {
      const value = valueAt(fields, path);
      const unknown = wanted.unknowns.find((candidate) => candidate.path === path);
      if (!unknown) return sameValue(valueAt(wanted.fields, path), value);
      const end = typeof value === 'string' ? this.#observation.withId(value) : undefined;
      return end !== undefined && this.#isAt(unknown.on, end);
    });
  }

  /** Whether an object is the one that was declared at an address. */
  #isAt(address: string, { kind, object }: Sighting): boolean {
    const node = this.#byAddress.get(address);
    if (node?.kind.name !== kind.name) return false;
    if (keyOfLabel(object.labels[addressLabel]) === addressKeyOf(node)) return true;
    const name = titleOf(kind, object.fields, () => undefined);
    const before = titleOf(kind, node.evaluate(this.#world).fields, () => undefined);
    if (name === undefined || before === undefined) return false;
    const isCaseless = kind.identity.some((path) => kind.fields[path]?.ignoreCase);
    return isCaseless ? name.toLowerCase() === before.toLowerCase() : name === before;
  }
}

function listOf(kind: Kind, region: string): string {
  return `${kind.name} ${region}`;
}

function identifyingPaths({ identity, collection, links = [] }: Kind): string[] {
  return [...new Set([...identity, ...collection, ...links.map(({ field }) => field)])];
}
