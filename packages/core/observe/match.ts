import { identityOf } from '../graph/identity.ts';
import type { ResourceNode } from '../graph/node.ts';
import type { Kind } from '../kind/kind.ts';
import { addressLabel, ownerLabel } from '../provider/ownership.ts';
import type { Fields, ObservedObject } from '../provider/provider.ts';
import { compareText } from '../value/compare-text.ts';
import { valueAt } from '../value/value-at.ts';
import { addressLabelOf, foreignOwner, hasKoctlMarker } from './labels.ts';
import type { ObjectList } from './observation.ts';

/** Which objects without an owner may be taken over. */
export type AdoptMode = 'by-name' | 'koctl' | 'none';

/** The object in Konnect that a resource means. */
export type Match =
  | { readonly type: 'none' }
  /** It is ours, or belongs to what it hangs on. `others` are the ids of more that claim to be the same. */
  | { readonly type: 'owned'; readonly object: ObservedObject; readonly others: readonly string[] }
  | { readonly type: 'adopt'; readonly object: ObservedObject; readonly reason: string }
  /** There is one, and it must be left alone. */
  | ({ readonly type: 'refused' } & Refusal);

/** Why an object must be left alone, and what can be done about it. */
interface Refusal {
  readonly reason: string;
  readonly fix: string;
}

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
  if (kind.ownership === 'parent') return owned(rank(kind, fields, same));
  const labelled = list.withAddressLabel(addressLabelOf(node));
  const ours = labelled.filter((object) => object.labels[ownerLabel] === rules.owner);
  return ours.length > 0 ? owned(rank(kind, fields, ours)) : unowned(node, rank(kind, fields, same), rules);
}

function owned([object, ...others]: readonly ObservedObject[]): Match {
  return object ? { type: 'owned', object, others: idsOf(others) } : { type: 'none' };
}

function unowned({ kind }: ResourceNode, candidates: readonly ObservedObject[], rules: MatchRules): Match {
  const refusals: Refusal[] = [];
  const free: ObservedObject[] = [];
  for (const object of candidates) {
    const refusal = refusalOf(kind, object, rules);
    if (refusal) refusals.push(refusal);
    else free.push(object);
  }
  // What is ours already, and only moved, comes before what is nobody's.
  const isOurs = (object: ObservedObject): boolean => object.labels[ownerLabel] === rules.owner;
  const [best, ...others] = [...free.filter(isOurs), ...free.filter((object) => !isOurs(object))];
  if (!best) {
    const [refusal] = refusals;
    return refusal ? { type: 'refused', ...refusal } : { type: 'none' };
  }
  const from = isOurs(best) ? best.labels[addressLabel] : undefined;
  const by = kind.identity.join(', ');
  const why = from === undefined ? `found by ${by}` : `moved from ${from}`;
  const ids = idsOf(others);
  const rest = ids.length === 0 ? '' : `; ${ids.length} more with the same ${by} left alone: ${ids.join(', ')}`;
  return { type: 'adopt', object: best, reason: `${why}${rest}` };
}

function refusalOf(kind: Kind, object: ObservedObject, rules: MatchRules): Refusal | undefined {
  const { labels, fields } = object;
  const anotherName = 'Give it another name here, or let its owner release it.';
  const foreign = foreignOwner(labels, rules.owner);
  if (foreign !== undefined) return { reason: `it belongs to ${foreign}`, fix: anotherName };
  const unmanageable = kind.unmanageable?.(fields);
  if (unmanageable !== undefined) return { reason: unmanageable, fix: 'Give it another name here.' };
  const address = labels[addressLabel];
  if (labels[ownerLabel] === rules.owner) {
    // One of ours that another declared resource stands for is not free, even if the names say otherwise.
    return address !== undefined && rules.declared.has(address)
      ? { reason: `it already stands for another resource here, ${address}`, fix: anotherName }
      : undefined;
  }
  const allow = 'Allow adoption with adopt: by-name, or give it another name here.';
  if (rules.adopt === 'none') return { reason: 'it exists and is not managed from here', fix: allow };
  if (rules.adopt === 'koctl' && kind.markedByKoctl && !hasKoctlMarker(labels))
    return { reason: 'it exists and koctl did not make it', fix: allow };
  return undefined;
}

/** Best first: agreeing in what the kind prefers, then the newest, then by id so that a tie is no accident. */
export function rank(kind: Kind, fields: Fields, objects: readonly ObservedObject[]): readonly ObservedObject[] {
  if (objects.length < 2) return objects;
  const prefer = kind.prefer ?? [];
  const agreement = (object: ObservedObject): number =>
    prefer.filter((path) => valueAt(fields, path) === valueAt(object.fields, path)).length;
  return [...objects].sort(
    (a, b) =>
      agreement(b) - agreement(a) ||
      compareText(String(b.fields.created_at ?? ''), String(a.fields.created_at ?? '')) ||
      compareText(String(a.fields.id ?? ''), String(b.fields.id ?? '')),
  );
}

function idsOf(objects: readonly ObservedObject[]): string[] {
  return objects.map((object) => String(object.fields.id ?? '')).sort();
}
