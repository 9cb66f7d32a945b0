import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { fieldValueProblem } from '../kind/field-value.ts';
import { showRange } from '../source/range.ts';
import { identityOf } from './identity.ts';
import type { ResourceGraph, ResourceNode } from './node.ts';
import { sortTopologically } from './topological.ts';
import { World } from './world.ts';

/** A graph, and what is wrong with the resources in it as far as the manifest alone shows. */
export interface GraphResult {
  readonly graph: ResourceGraph;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Orders nodes by what they read of each other, and checks what is known without asking Konnect: values it would
 * refuse, names that must not depend on unknowns, two resources that would be one object. `blank` knows nothing of
 * Konnect.
 */
export function buildGraph(organization: string, nodes: readonly ResourceNode[], blank: World): GraphResult {
  const diagnostics: Diagnostic[] = [];
  const byAddress = new Map<string, ResourceNode>();
  const unique: ResourceNode[] = [];
  for (const node of nodes) {
    const first = byAddress.get(node.address);
    if (first) {
      diagnostics.push(duplicate(first, node, `two resources have the address ${node.address}`));
      continue;
    }
    byAddress.set(node.address, node);
    unique.push(node);
  }

  // What an expression reads is found by letting it read: every unknown is replaced by a text that names it.
  const discovery = new World((address, field) => `(${address} ${field})`);
  const reads = new Map<ResourceNode, ResourceNode[]>();
  const identities = new Map<string, ResourceNode>();
  for (const node of unique) {
    const evaluation = node.evaluate(discovery);
    reads.set(
      node,
      [...evaluation.read].flatMap((address) => (address === node.address ? [] : (byAddress.get(address) ?? []))),
    );
    diagnostics.push(...checkValues(node, blank));
    if (node.kind.external) continue;
    const identity = identityOf(node.kind, evaluation.fields);
    if (identity === undefined) continue;
    const parents = node.kind.collection.map((name) => String(evaluation.fields[name]));
    const key = JSON.stringify([node.kind.name, node.region, parents, identity]);
    const first = identities.get(key);
    if (first)
      diagnostics.push(
        duplicate(
          first,
          node,
          `${node.address} and ${first.address} would be the same ${node.kind.name} ${identity.join(' ')}`,
        ),
      );
    else identities.set(key, node);
  }

  const order = sortTopologically(unique, (node) => reads.get(node) ?? []);
  for (const cycle of order.cycles) {
    const [first] = cycle;
    diagnostics.push({
      severity: 'error',
      code: 'blueprint-cycle',
      message: `resources depend on each other in a circle: ${[...cycle, first].map((node) => node?.address).join(' -> ')}`,
      ...(first?.place ? { at: first.place } : {}),
    });
  }
  const position = new Map(order.sorted.map((node, index) => [node.address, index]));
  const dependencies = new Map(
    order.sorted.map((node) => [
      node.address,
      (reads.get(node) ?? [])
        .map((dependency) => dependency.address)
        .sort((a, b) => (position.get(a) ?? 0) - (position.get(b) ?? 0)),
    ]),
  );
  return { graph: { organization, nodes: order.sorted, dependencies }, diagnostics };
}

function checkValues(node: ResourceNode, blank: World): Diagnostic[] {
  const { fields, unknowns, problems } = node.evaluate(blank);
  const found = [...problems];
  if (node.kind.external) return found;
  for (const [name, value] of Object.entries(fields)) {
    const field = node.kind.fields[name];
    const problem = field && fieldValueProblem(field, value);
    if (problem === undefined) continue;
    const at = node.placeOf(name) ?? node.place;
    const message = `${node.kind.name} ${node.address}: ${name} ${problem}`;
    found.push({
      severity: 'error',
      code: 'field-value',
      message,
      cause: 'Konnect would refuse it',
      fix: 'write a value that Konnect takes',
      ...(at ? { at } : {}),
    });
  }
  if (node.kind.ownership === 'labels') {
    for (const unknown of unknowns) {
      if (!node.kind.identity.includes(unknown.path)) continue;
      const at = node.placeOf(unknown.path) ?? node.place;
      found.push({
        severity: 'error',
        code: 'identity-unknown',
        message: `${node.address}: ${unknown.path} identifies the ${node.kind.name} and depends on ${unknown.on}`,
        fix: 'make it from what the manifest says',
        ...(at ? { at } : {}),
      });
    }
  }
  return found;
}

function duplicate(first: ResourceNode, second: ResourceNode, message: string): Diagnostic {
  const related = first.place ? { related: [{ message: 'the other is asked for here', at: first.place }] } : {};
  const cause = first.place ? { cause: `the other is at ${showRange(first.place)}` } : {};
  return {
    severity: 'error',
    code: 'identity-duplicate',
    message,
    ...cause,
    fix: 'give one of them another name, or leave one out',
    ...(second.place ? { at: second.place } : {}),
    ...related,
  };
}
