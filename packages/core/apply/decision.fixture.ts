import { portal } from '@konduct/konnect/kinds/portal';
import { type Given, nodeAt } from '../graph/node.fixture.ts';
import type { ResourceGraph, ResourceNode } from '../graph/node.ts';
import { World } from '../graph/world.ts';
import type { Kind } from '../kind/kind.ts';
import type { Change, FieldChange } from '../plan/change.ts';
import type { Decision } from '../plan/decision.ts';
import { type Plan, summarize } from '../plan/plan.ts';
import type { Planned } from '../policy/policed-plan.ts';

/** What a decision says, where it says something else than an update of a portal. */
export interface Decided extends Partial<Omit<Decision, 'change' | 'kind' | 'node'>> {
  /** Undefined for a decision about an object without a resource. */
  readonly node?: ResourceNode | undefined;
  readonly kind?: Kind;
  readonly change?: Partial<Change>;
  /** The template's fields. */
  readonly given?: Given;
}

/** A decision about the resource at an address; without a resource if `node` is undefined. */
export function decisionOn(address: string, decided: Decided = {}): Decision {
  const { change, kind = portal, given = {}, node, ...more } = decided;
  const resource = 'node' in decided ? node : nodeAt(address, kind, given);
  return {
    kind,
    changed: [],
    ...more,
    ...(resource && { node: resource }),
    change: {
      address,
      kind: kind.name,
      region: kind.scope === 'global' ? 'global' : 'eu',
      name: address,
      action: 'update',
      fields: [],
      dependsOn: [],
      ...change,
    },
  };
}

/** The graph of the decisions' resources, in their order. */
export function graphOf(
  decisions: readonly Decision[],
  dependencies: Readonly<Record<string, readonly string[]>> = {},
): ResourceGraph {
  const nodes = decisions.flatMap(({ node }): ResourceNode[] => (node ? [node] : []));
  const needed = new Map(nodes.map(({ address }) => [address, dependencies[address] ?? []]));
  return { organization: 'acme', nodes, dependencies: needed, names: new Map() };
}

/** A plan of the decisions, made from nothing that is known. */
export function plannedOf(decisions: readonly Decision[], world = new World()): Planned {
  const changes = decisions.map(({ change }) => change);
  const plan: Plan = {
    organization: 'acme',
    owner: 'acme',
    changes,
    summary: summarize(changes, 0),
    orphans: [],
    extent: { type: 'part' },
    diagnostics: [],
  };
  return { plan, decisions, orphans: [], demands: [], world };
}

export const narrows: FieldChange = { path: 'narrower', effect: 'narrows' };
export const widens: FieldChange = { path: 'wider', effect: 'widens' };
export const plain: FieldChange = { path: 'plain' };
