import { identityOf, valueAt } from '../graph/identity.ts';
import type { ResourceNode } from '../graph/node.ts';
import { addressLabel, ownerLabel } from '../provider/ownership.ts';
import type { Fields, ObservedObject } from '../provider/provider.ts';
import { addressLabelValue, foreignOwner, hasKoctlMarker } from './labels.ts';
import type { ObjectList } from './observation.ts';

/** Which objects without an owner may be taken over. */
export type AdoptMode = 'by-name' | 'koctl' | 'none';

/** The object in Konnect that a resource means. */
export type Match =
  | { readonly type: 'none' }
  /** It is ours, or belongs to what it hangs on. */
  | { readonly type: 'owned'; readonly object: ObservedObject }
  | { readonly type: 'adopt'; readonly object: ObservedObject; readonly reason: string }
  /** There is one, and it must be left alone. */
  | { readonly type: 'refused'; readonly reason: string; readonly fix: string };

export interface MatchRules {
  readonly owner: string;
  readonly adopt: AdoptMode;
  /** The address labels of everything the manifests declare. */
  readonly declared: ReadonlySet<string>;
}

/** Finds the object a resource means: by our labels first, then by what identifies its kind. */
export function matchObject(node: ResourceNode, fields: Fields, list: ObjectList, rules: MatchRules): Match {
  const { kind } = node;
  const same = list.withIdentity(identityOf(kind, fields));
  if (kind.ownership === 'parent') {
    const [object] = same;
    return object ? { type: 'owned', object } : { type: 'none' };
  }
  const labelled = list.withAddressLabel(addressLabelValue(node.address));
  const ours = labelled.filter((object) => object.labels[ownerLabel] === rules.owner);
  const [mine] = ours.length > 1 ? rank(node, fields, ours) : ours;
  if (mine) return { type: 'owned', object: mine };
  return same.length === 0 ? { type: 'none' } : unowned(node, fields, same, rules);
}

function unowned(node: ResourceNode, fields: Fields, candidates: readonly ObservedObject[], rules: MatchRules): Match {
  const { kind } = node;
  const refusals: string[] = [];
  const free: ObservedObject[] = [];
  for (const object of candidates) {
    const refusal = refusalOf(node, object, rules);
    if (refusal === undefined) free.push(object);
    else refusals.push(refusal);
  }
  const [best, ...rest] = rank(node, fields, free);
  if (!best) {
    const fix = 'give it another name here, or let its owner release it';
    return { type: 'refused', reason: refusals[0] ?? 'it must be left alone', fix };
  }
  if (rules.adopt === 'none') {
    return {
      type: 'refused',
      reason: 'it exists and is not managed from here',
      fix: 'allow adoption with adopt: by-name, or rename it',
    };
  }
  if (
    rules.adopt === 'koctl' &&
    kind.markedByKoctl &&
    best.labels[ownerLabel] === undefined &&
    !hasKoctlMarker(best.labels)
  ) {
    return {
      type: 'refused',
      reason: 'it exists and koctl did not make it',
      fix: 'allow adoption with adopt: by-name, or rename it',
    };
  }
  const from = best.labels[addressLabel];
  const why = from === undefined ? `found by ${kind.identity.join(', ')}` : `moved from ${from}`;
  const others = rest.map((object) => String(object.fields.id ?? '')).sort();
  const reason =
    others.length === 0
      ? why
      : `${why}; ${others.length} more with the same ${kind.identity.join(', ')} left alone: ${others.join(', ')}`;
  return { type: 'adopt', object: best, reason };
}

function refusalOf(node: ResourceNode, object: ObservedObject, rules: MatchRules): string | undefined {
  const foreign = foreignOwner(object.labels, rules.owner);
  if (foreign !== undefined) return `it belongs to ${foreign}`;
  const unmanageable = node.kind.unmanageable?.(object.fields);
  if (unmanageable !== undefined) return unmanageable;
  const address = object.labels[addressLabel];
  // One of ours that another declared resource stands for is not free, even if the names say otherwise.
  return address !== undefined && rules.declared.has(address)
    ? `it already stands for another resource here, ${address}`
    : undefined;
}

/** Best first: agreeing in what the kind prefers, then the newest, then by id so that a tie is no accident. */
function rank(node: ResourceNode, fields: Fields, objects: readonly ObservedObject[]): ObservedObject[] {
  const prefer = node.kind.prefer ?? [];
  const agreement = (object: ObservedObject): number =>
    prefer.filter((path) => valueAt(fields, path) === valueAt(object.fields, path)).length;
  return [...objects].sort(
    (a, b) =>
      agreement(b) - agreement(a) ||
      compareText(String(b.fields.created_at ?? ''), String(a.fields.created_at ?? '')) ||
      compareText(String(a.fields.id ?? ''), String(b.fields.id ?? '')),
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
