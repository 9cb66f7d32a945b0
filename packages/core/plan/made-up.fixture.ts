import { apply } from '../apply/apply.ts';
import type { Result } from '../apply/result.ts';
import { buildGraph, type GraphResult } from '../graph/graph.ts';
import type { ResourceNode } from '../graph/node.ts';
import { World } from '../graph/world.ts';
import type { Field } from '../kind/field.ts';
import { type Kind, kindRegistry } from '../kind/kind.ts';
import { type ObservedPlan, observedPlan, type PlanSettings } from '../policy/policed-plan.ts';
import type { Provider } from '../provider/provider.ts';

// Plans with kinds made up for a test: for what a kind can say and none of Konnect's says.

export const text: Field = { type: 'string', description: 'A text.' };
export const id: Field = { type: 'string', description: 'The id.', required: true };

/** The field with the id of an object of another made-up kind. */
export function idOfKind(kind: string): Field {
  return { type: 'string', description: `The ${kind}.`, refers: { kind }, required: true };
}

/** A kind in region `eu` that is identified by its name, and owned by nobody but what is said of it. */
export function madeUp(name: string, more: Partial<Kind> = {}): Kind {
  return {
    name,
    description: `A ${name}.`,
    scope: 'regional',
    fields: { name: { ...text, required: true } },
    computed: { id },
    identity: ['name'],
    collection: [],
    ownership: 'none',
    ...more,
  };
}

export function graphOf(nodes: readonly ResourceNode[]): GraphResult {
  return buildGraph('acme', nodes, new World());
}

/** The plan of resources of made-up kinds, with orphans looked for in `eu`. */
export function planOfNodes(
  nodes: readonly ResourceNode[],
  provider: Provider,
  kinds: readonly Kind[] = [...new Set(nodes.map(({ kind }) => kind))],
  more: Partial<PlanSettings> = {},
): Promise<ObservedPlan> {
  const { graph } = graphOf(nodes);
  const reach = { kinds: kindRegistry(kinds), regions: ['eu'], otherRegions: [], elsewhere: 'always' as const };
  const documents = { get: () => undefined };
  return observedPlan({ graph, documents, owner: 'acme', adopt: 'by-name', reach, ...more }, provider);
}

export { linesOf as linesOfNodes } from './scenario.fixture.ts';

/** Carries out the plan of resources of made-up kinds. */
export function applyNodes(
  nodes: readonly ResourceNode[],
  planned: ObservedPlan,
  provider: Provider,
): Promise<readonly Result[]> {
  const { graph } = graphOf(nodes);
  const { signal } = new AbortController();
  return apply({ graph, planned, provider, concurrency: 1, signal, onProgress: () => {} });
}
