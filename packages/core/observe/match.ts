import { identityOf } from '../graph/identity.ts';
import type { ResourceNode } from '../graph/node.ts';
import type { Kind } from '../kind/kind.ts';
import { addressLabel } from '../provider/ownership.ts';
import type { Fields, ObservedObject } from '../provider/provider.ts';
import { compareText } from '../value/compare-text.ts';
import { valueAt } from '../value/value-at.ts';
import { addressKeyOf, foreignOwner, isOwned, keyOfLabel } from './labels.ts';
import type { ObjectList } from './observation.ts';

/** The object in Konnect that a resource means. */
export type Match =
  | { readonly type: 'none' }
  /** It is ours, or joins what is. `others` are the ids of more that claim to be the same. */
  | { readonly type: 'owned'; readonly object: ObservedObject; readonly others: readonly string[] }
  /** It is ours and stood for another address, which nothing declares any more. */
  | { readonly type: 'moved'; readonly object: ObservedObject; readonly reason: string }
  | { readonly type: 'adopt'; readonly object: ObservedObject; readonly reason: string }
  /** There is one, and it must be left alone. */
  | ({ readonly type: 'refused'; readonly object: ObservedObject } & Refusal);

/** Why an object must be left alone, and what can be done about it. */
export interface Refusal {
  readonly reason: string;
  readonly cause: string;
  readonly fix: string;
}

/** A match with an object that is this resource's. */
export type Found = Extract<Match, { readonly type: 'owned' | 'moved' | 'adopt' }>;

/** What decides whose an object is. */
export interface MatchRules {
  /** The values of the owner label that are ours. */
  readonly owners: ReadonlySet<string>;
  /** Whether the manifests declare an address, by its key; those of other organizations included. */
  readonly isDeclared: (key: string) => boolean;
  /** The keys of the addresses a resource had before it was renamed. */
  readonly previousKeys: (node: ResourceNode) => readonly string[];
  /** Why an object that nobody owns must not be taken over. */
  readonly adoptionProblem: (kind: Kind, object: ObservedObject) => Refusal | undefined;
}

/** Finds the object a resource means: by our labels first, then by what identifies its kind. */
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
  // What is ours already, and only moved, comes before what is nobody's.
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
  // One of ours that another declared resource stands for is not free, even if the names say otherwise.
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
 * Best first: agreeing in what identifies the kind, then in what it prefers, then by age, then by id so that a tie is no
 * accident.
 *
 * @param age of what two runs made at the same time the oldest stays, of what others made the newest is taken
 */
export function rank(
  kind: Kind,
  fields: Fields,
  objects: readonly ObservedObject[],
  age: 'newest' | 'oldest' = 'newest',
): readonly ObservedObject[] {
  if (objects.length < 2) return objects;
  const agreement = (paths: readonly string[], object: ObservedObject): number =>
    paths.filter((path) => valueAt(fields, path) === valueAt(object.fields, path)).length;
  const compare = (paths: readonly string[], a: ObservedObject, b: ObservedObject): number =>
    agreement(paths, b) - agreement(paths, a);
  return [...objects].sort(
    (a, b) =>
      compare(kind.identity, a, b) ||
      compare(kind.prefer ?? [], a, b) ||
      byAge(a, b) * (age === 'oldest' ? 1 : -1) ||
      compareText(String(a.fields.id ?? ''), String(b.fields.id ?? '')),
  );
}

function byAge(a: ObservedObject, b: ObservedObject): number {
  return compareText(String(a.fields.created_at ?? ''), String(b.fields.created_at ?? ''));
}

function idsOf(objects: readonly ObservedObject[]): string[] {
  return objects.map((object) => String(object.fields.id ?? '')).sort();
}
