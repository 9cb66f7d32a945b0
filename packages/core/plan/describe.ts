import type { Evaluation, ResourceNode } from '../graph/node.ts';
import { fieldAt, type Kind } from '../kind/kind.ts';
import { secretFields, withoutSecrets } from '../kind/secret-field.ts';
import { isContentHandle } from '../provider/content.ts';
import type { ObservedObject } from '../provider/provider.ts';
import { compareText } from '../value/compare-text.ts';
import type { Change, FieldChange } from './change.ts';
import { openMeaningOf } from './exposure.ts';

/** The parts of a change that do not depend on the decision: the resource and its place. */
export function describeChange(
  node: ResourceNode,
  name: string,
  observed: ObservedObject | undefined,
): Omit<Change, 'action' | 'reason' | 'dependsOn' | 'fields'> {
  const id = observed?.fields.id;
  return {
    address: node.address,
    kind: node.kind.name,
    region: node.region,
    name,
    ...(typeof id === 'string' ? { id } : {}),
    ...(node.place ? { place: node.place } : {}),
    ...(node.environment === undefined ? {} : { environment: node.environment }),
  };
}

/** Every field of a creation by path; unknown ones with their expression, secrets without their value. */
export function creationFields(node: ResourceNode, { fields, unknowns }: Evaluation): FieldChange[] {
  const known = Object.entries(withoutSecrets(node.kind, fields))
    .flatMap(([name, value]) => flatten(name, value))
    // A new object has no value that null could remove. The field is kept only if the absent value has a meaning for
    // people.
    .filter(([path, value]) => value !== null || fieldAt(node.kind, path)?.exposure !== undefined);
  return sortFields([
    ...known.map(([path, after]) => ({ path, after })),
    ...secretFields(node.kind, fields).map(({ path }) => secretChange(path)),
    ...unknownFields(unknowns),
  ]).map((change) => withPlace(node, withMeaning(node.kind, change)));
}

/** For a new object, only the most visible value of a field gets its meaning. */
function withMeaning(kind: Kind, change: FieldChange): FieldChange {
  const meaning = kind.grant ? undefined : openMeaningOf(kind, change.path, change.after);
  return meaning === undefined ? change : { ...change, meaning };
}

/** The change of a secret, without either value. */
export function secretChange(path: string): FieldChange {
  return { path, secret: true };
}

/** Fields whose values are known only after an apply. A text with several unknown parts is one field. */
export function unknownFields(unknowns: Evaluation['unknowns']): FieldChange[] {
  const byPath = new Map<string, FieldChange>();
  for (const { path, expression } of unknowns) {
    if (!byPath.has(path)) byPath.set(path, { path, knownAfterApply: expression });
  }
  return [...byPath.values()];
}

/** The fields sorted by path, so that their order does not depend on how they were found. */
export function sortFields<T extends { readonly path: string }>(fields: readonly T[]): T[] {
  return [...fields].sort((a, b) => compareText(a.path, b.path));
}

export function withPlace(node: ResourceNode, change: FieldChange): FieldChange {
  const place = node.placeOf(change.path);
  return place ? { ...change, place } : change;
}

function flatten(path: string, value: unknown): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isContentHandle(value)) {
    return [[path, value]];
  }
  const members = Object.entries(value);
  return members.length === 0 ? [[path, value]] : members.flatMap(([key, member]) => flatten(`${path}.${key}`, member));
}
