import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { type SourceRange, showRange } from '../source/range.ts';
import { readableAddress } from './address.ts';
import { nodeProblems } from './check.ts';
import { identityOf } from './identity.ts';
import { nameOf } from './name.ts';
import type { Evaluation, ResourceGraph, ResourceNode } from './node.ts';
import { placeholderOf } from './placeholder.ts';
import { siblingProblems } from './sibling.ts';
import { sortTopologically } from './topological.ts';
import { World } from './world.ts';

/** A graph, and the findings about its resources that need no Konnect. */
export interface GraphResult {
  readonly graph: ResourceGraph;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Orders nodes by what they read of each other. Reports values that Konnect would refuse, names that depend on unknown
 * values, and two resources that would be one object. In `blank` every value of Konnect is unknown.
 */
export function buildGraph(
  organization: string,
  nodes: readonly ResourceNode[],
  blank: World,
  place?: SourceRange,
): GraphResult {
  const diagnostics: Diagnostic[] = [];
  const byAddress = new Map<string, ResourceNode>();
  for (const node of nodes) {
    const first = byAddress.get(node.address);
    if (first)
      diagnostics.push(duplicate(first, node, `Two resources have the address ${readableAddress(node.address)}`));
    else byAddress.set(node.address, node);
  }

  const discovery = discoveryWorld(byAddress, blank);
  const reads = new Map<ResourceNode, readonly ResourceNode[]>();
  const identities = new Map<string, ResourceNode>();
  const ordered: (readonly [ResourceNode, Evaluation])[] = [];
  for (const node of byAddress.values()) {
    const known = node.evaluate(blank);
    const { fields, read } = node.evaluate(discovery);
    const named = [...read].flatMap((address) => (address === node.address ? [] : (byAddress.get(address) ?? [])));
    reads.set(node, [...new Set([...named, ...inOrderBefore(node, byAddress.values())])]);
    diagnostics.push(...nodeProblems(node, known));
    if (node.kind.sequence && !node.external) ordered.push([node, known]);
    const key = node.external ? undefined : identityKey(node, fields);
    if (key === undefined) continue;
    const first = identities.get(key);
    if (first) {
      const name = nameOf(node, { fields, unknowns: [] }, () => undefined);
      const message = `${readableAddress(node.address)} and ${readableAddress(first.address)} would be one and the same ${node.kind.name}, ${name}`;
      diagnostics.push(duplicate(first, node, message));
    } else identities.set(key, node);
  }

  diagnostics.push(...siblingProblems(ordered));

  const order = sortTopologically([...byAddress.values()], (node) => reads.get(node) ?? []);
  for (const circle of order.cycles) diagnostics.push(circular(circle));
  const position = new Map(order.sorted.map((node, index) => [node, index]));
  const dependencies = new Map(
    order.sorted.map((node) => {
      const sorted = [...(reads.get(node) ?? [])].sort((a, b) => (position.get(a) ?? 0) - (position.get(b) ?? 0));
      return [node.address, sorted.map((dependency) => dependency.address)];
    }),
  );
  const names = new Map<string, string>();
  // The name of a link is made of the names of the objects it joins, which come first in this order.
  for (const node of order.sorted) {
    names.set(
      node.address,
      nameOf(node, node.evaluate(blank), (address) => names.get(address)),
    );
  }
  const graph = { organization, nodes: order.sorted, dependencies, names, ...(place ? { place } : {}) };
  return { graph, diagnostics };
}

/** The resources of the kinds in the kind's `after`, in the same region: they come first although no value names them. */
function inOrderBefore({ kind, region }: ResourceNode, nodes: Iterable<ResourceNode>): ResourceNode[] {
  const { after = [] } = kind;
  if (after.length === 0) return [];
  return [...nodes].filter(
    (node) => !node.external && after.includes(node.kind.name) && (kind.scope === 'global' || node.region === region),
  );
}

/**
 * A world in which every unknown value has a placeholder: evaluating an expression in it shows what the expression
 * reads.
 */
function discoveryWorld(nodes: ReadonlyMap<string, ResourceNode>, blank: World): World {
  const discovery = new World((address, name) => placeholderOf(nodes.get(address)?.kind, address, name));
  for (const address of nodes.keys()) {
    const state = blank.externalState(address);
    if (state.state === 'found') discovery.learnExternal(address, state);
  }
  return discovery;
}

function identityKey({ kind, region }: ResourceNode, fields: Readonly<Record<string, unknown>>): string | undefined {
  const identity = identityOf(kind, fields);
  if (identity === undefined) return undefined;
  return JSON.stringify([kind.name, region, kind.collection.map((name) => String(fields[name])), identity]);
}

function duplicate(first: ResourceNode, second: ResourceNode, message: string): Diagnostic {
  return finding('identity-duplicate', message, second.place, {
    cause: first.place && `The other one is asked for at ${showRange(first.place)}`,
    fix: 'Give them different names, or ask for it once.',
    related: [{ message: 'The other one', at: first.place }],
  });
}

function circular(circle: readonly ResourceNode[]): Diagnostic {
  const [first] = circle;
  const addresses = [...circle, first].map((node) => node?.address);
  const message = `Resources depend on each other in a circle: ${addresses.join(' -> ')}`;
  return finding('blueprint-cycle', message, first?.place, {
    fix: 'Break the circle: one of them must not need the other.',
  });
}
