import { identityOf } from '../graph/identity.ts';
import type { ResourceNode } from '../graph/node.ts';
import type { Kind } from '../kind/kind.ts';
import { addressLabel } from '../provider/ownership.ts';
import type { Fields, ObservedObject } from '../provider/provider.ts';
import { compareText } from '../value/compare-text.ts';
import { valueAt } from '../value/value-at.ts';
import { addressKeyOf, foreignOwner, isOwned, keyOfLabel } from './labels.ts';
import type { ObjectList } from './observation.ts';

/** The object in Konnect that belongs to a resource. */
export type Match =
  | { readonly type: 'none' }
  /** It is ours, or a link of our objects. `others` are the ids of further objects that claim to be the same. */
  | { readonly type: 'owned'; readonly object: ObservedObject; readonly others: readonly string[] }
  /** It is ours and belonged to another address, which no manifest declares any more. */
  | { readonly type: 'moved'; readonly object: ObservedObject; readonly reason: string }
  | { readonly type: 'adopt'; readonly object: ObservedObject; readonly reason: string }
  /** There is one that must be left alone. */
  | ({ readonly type: 'refused'; readonly object: ObservedObject } & Refusal);

/** The reason why an object must be left alone, and the fix. */
export interface Refusal {
  readonly reason: string;
  readonly cause: string;
  readonly fix: string;
}

/** A match with an object that is this resource's. */
export type Found = Extract<Match, { readonly type: 'owned' | 'moved' | 'adopt' }>;

/** The rules that decide about the owner of an object. */
export interface MatchRules {
  /** The values of the owner label that are ours. */
  readonly owners: ReadonlySet<string>;
  /** Whether the manifests, also those of other organizations, declare an address, by its key. */
  readonly isDeclared: (key: string) => boolean;
  /** The keys of a resource's addresses before it was renamed. */
  readonly previousKeys: (node: ResourceNode) => readonly string[];
  /** The reason why an unowned object must not be adopted. */
  readonly adoptionProblem: (kind: Kind, object: ObservedObject) => Refusal | undefined;
}

/** Finds the object of a resource: by our labels first, then by its kind's identity. */
export function matchObject(node: ResourceNode, fields: Fields, list: ObjectList, rules: MatchRules): Match {
  const { kind } = node;
  const same = list.withIdentity(identityOf(kind, fields));
  if (kind.ownership !== 'labels') return owned(rank(kind, fields, same));
  const isOurs = (object: ObservedObject): boolean => isOwned(object.labels, rules.owners);
  const ours = list.withAddressKey(addressKeyOf(node)).filter(isOurs);
  if (ours.length > 0) return owned(rank(kind, fields, ours, 'oldest'));
  for (const key of rules.previousKeys(node)) {
    const [object] = rank(kind, fields, list.withAddressKey(key).filter(isOurs));
    if (object) return moved(object);
  }
  return unowned(node, rank(kind, fields, same), rules);
}

function moved(object: ObservedObject, rest = ''): Match {
  const from = object.labels[addressLabel];
  return {
    type: 'moved',
    object,
    reason: `${from === undefined ? 'ours, without an address' : `moved from ${from}`}${rest}`,
  };
}

function owned([object, ...others]: readonly ObservedObject[]): Match {
  return object ? { type: 'owned', object, others: idsOf(others) } : { type: 'none' };
}

function unowned({ kind }: ResourceNode, candidates: readonly ObservedObject[], rules: MatchRules): Match {
  const isOurs = (object: ObservedObject): boolean => isOwned(object.labels, rules.owners);
  const refusals: Extract<Match, { type: 'refused' }>[] = [];
  const free: ObservedObject[] = [];
  for (const object of candidates) {
    const refusal = refusalOf(kind, object, rules);
    if (refusal) refusals.push({ type: 'refused', object, ...refusal });
    else free.push(object);
  }
  // An object of ours that was moved takes precedence over an unowned one.
  const [best, ...others] = [...free.filter(isOurs), ...free.filter((object) => !isOurs(object))];
  if (!best) return refusals[0] ?? { type: 'none' };
  const by = kind.identity.join(', ');
  const ids = idsOf(others);
  const rest = ids.length === 0 ? '' : `; ${ids.length} more with the same ${by} left alone: ${ids.join(', ')}`;
  return isOurs(best) ? moved(best, rest) : { type: 'adopt', object: best, reason: `found by ${by}${rest}` };
}

function refusalOf(kind: Kind, object: ObservedObject, rules: MatchRules): Refusal | undefined {
  const { labels, fields } = object;
  const anotherName = 'Give it another name here, or let its owner release it.';
  const foreign = foreignOwner(labels, rules.owners);
  if (foreign !== undefined)
    return {
      reason: `it belongs to ${foreign}`,
      cause: 'Its labels say so, and two writers would undo each other',
      fix: `${anotherName} If it is this platform's old name, list it under \`platform.previous-names\`.`,
    };
  const unmanageable = kind.unmanageable?.(fields);
  if (unmanageable !== undefined)
    return { reason: unmanageable, cause: 'Konnect keeps it as it is', fix: 'Give it another name here.' };
  if (!isOwned(labels, rules.owners)) return rules.adoptionProblem(kind, object);
  // An object of ours that belongs to another declared resource is not free, even if the names match.
  const key = keyOfLabel(labels[addressLabel]);
  return key !== undefined && rules.isDeclared(key)
    ? {
        reason: `it already stands for another resource, ${labels[addressLabel]}`,
        cause: 'One object cannot be two resources of the manifests',
        fix: anotherName,
      }
    : undefined;
}

/**
 * The objects by precedence: by agreement in the kind's `identity`, then in its `prefer`, then by age, then by id so
 * that the order is always the same.
 *
 * @param age the oldest comes first among objects of two runs, the newest among those of other clients
 */
export function rank(
  kind: Kind,
  fields: Fields,
  objects: readonly ObservedObject[],
  age: 'newest' | 'oldest' = 'newest',
): readonly ObservedObject[] {
  const agreement = (paths: readonly string[], object: ObservedObject): number =>
    paths.filter((path) => valueAt(fields, path) === valueAt(object.fields, path)).length;
  const compare = (paths: readonly string[], a: ObservedObject, b: ObservedObject): number =>
    agreement(paths, b) - agreement(paths, a);
  return [...objects].sort(
    (a, b) =>
      compare(kind.identity, a, b) ||
      compare(kind.prefer ?? [], a, b) ||
      (age === 'oldest' ? byAge(a, b) : byAge(b, a)) ||
      compareText(idOf(a), idOf(b)),
  );
}

function byAge(a: ObservedObject, b: ObservedObject): number {
  return compareText(String(a.fields.created_at ?? ''), String(b.fields.created_at ?? ''));
}

function idsOf(objects: readonly ObservedObject[]): string[] {
  return objects.map(idOf).sort();
}

/** Publications have none. */
function idOf({ fields }: ObservedObject): string {
  return String(fields.id ?? '');
}
