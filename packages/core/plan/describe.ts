import { valueAt } from '../graph/identity.ts';
import type { Evaluation, ResourceNode } from '../graph/node.ts';
import type { Change, FieldChange } from './change.ts';

/** The parts of a change that do not depend on what is decided: what the resource is, and all it would be created with. */
export function describeChange(
  node: ResourceNode,
  evaluation: Evaluation,
): Omit<Change, 'action' | 'reason' | 'dependsOn'> {
  return {
    address: node.address,
    kind: node.kind.name,
    region: node.region,
    name: nameOf(node, evaluation),
    fields: creationFields(node, evaluation),
    ...(node.place ? { place: node.place } : {}),
    ...(node.environment === undefined ? {} : { environment: node.environment }),
  };
}

/** Every field of a creation, the unknown ones with their expression, by path. */
function creationFields(node: ResourceNode, { fields, unknowns }: Evaluation): FieldChange[] {
  const known = Object.entries(fields).flatMap(([name, value]) => flatten(name, value));
  const changes: FieldChange[] = [
    ...known.map(([path, after]) => ({ path, after })),
    ...unknowns.map(({ path, expression }) => ({ path, knownAfterApply: expression })),
  ];
  return sortFields(changes).map((change) => withPlace(node, change));
}

/** Fields in the order of their paths: the same for every way of arriving at them. */
export function sortFields<T extends { readonly path: string }>(fields: readonly T[]): T[] {
  return [...fields].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

export function withPlace(node: ResourceNode, change: FieldChange): FieldChange {
  const place = node.placeOf(change.path);
  return place ? { ...change, place } : change;
}

function flatten(path: string, value: unknown): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || 'digest' in value) return [[path, value]];
  return Object.entries(value).flatMap(([key, member]) => flatten(`${path}.${key}`, member));
}

/** What people call the object: its name, or whatever readable value identifies it. */
function nameOf(node: ResourceNode, { fields }: Evaluation): string {
  for (const path of ['name', ...node.kind.identity]) {
    const value = valueAt(fields, path);
    if (typeof value === 'string' && !/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value)) return value;
  }
  // A link between two objects has no name of its own; the item it is made for does.
  return node.parts.at(-2) ?? node.address;
}
