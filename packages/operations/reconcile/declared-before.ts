import type { Evaluation, ResourceGraph, ResourceNode } from '@konduct/core/graph/node';
import { World } from '@konduct/core/graph/world';
import type { Kind } from '@konduct/core/kind/kind';
import { titleOf } from '@konduct/core/kind/title';
import { addressKey, addressKeyOf, keyOfLabel } from '@konduct/core/observe/labels';
import type { Observation, Sighting } from '@konduct/core/observe/observation';
import type { Orphan } from '@konduct/core/plan/decision';
import { addressLabel } from '@konduct/core/provider/ownership';
import type { Fields } from '@konduct/core/provider/provider';
import { sameValue } from '@konduct/core/value/same-value';
import { valueAt } from '@konduct/core/value/value-at';

/**
 * The resources of an older commit, found by the objects they became: a labelled object by the address in its label, a
 * link by what it joins, each end by its address or, if that has changed since, by its name.
 */
export class DeclaredBefore {
  readonly #graph: ResourceGraph;
  readonly #observation: Observation;
  readonly #world = new World();
  readonly #byAddress = new Map<string, ResourceNode>();
  readonly #byKey = new Map<string, ResourceNode>();
  readonly #links = new Map<string, { readonly node: ResourceNode; readonly wanted: Evaluation }[]>();

  /** @param observation what the ends of links are */
  constructor(graph: ResourceGraph, observation: Observation) {
    this.#graph = graph;
    this.#observation = observation;
    for (const node of graph.nodes) {
      this.#byAddress.set(node.address, node);
      if (node.external) continue;
      if (node.kind.ownership === 'labels') this.#byKey.set(addressKeyOf(node), node);
      if (node.kind.ownership !== 'links') continue;
      const list = listOf(node.kind, node.region);
      this.#links.set(list, [...(this.#links.get(list) ?? []), { node, wanted: node.evaluate(this.#world) }]);
    }
  }

  /** The resource that an orphan stood for. */
  resourceOf({ kind, observed, change }: Orphan): ResourceNode | undefined {
    if (kind.ownership === 'links') {
      const links = this.#links.get(listOf(kind, change.region)) ?? [];
      return links.find(({ wanted }) => this.#isMeant(kind, wanted, observed.fields))?.node;
    }
    const key = keyOfLabel(observed.labels[addressLabel]);
    const node = key === undefined ? undefined : this.#byKey.get(key);
    return node?.kind.name === kind.name && node.region === change.region ? node : undefined;
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

  /** Whether an object is what was declared at an address. */
  #isAt(address: string, { kind, object }: Sighting): boolean {
    const key = keyOfLabel(object.labels[addressLabel]);
    if (key !== undefined && key === addressKey(address)) return true;
    const name = titleOf(kind, object.fields, () => undefined);
    const before = this.#graph.names.get(address);
    if (this.#byAddress.get(address)?.kind.name !== kind.name || name === undefined || before === undefined)
      return false;
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
