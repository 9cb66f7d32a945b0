import type { ResourceNode } from '../graph/node.ts';
import type { Kind } from '../kind/kind.ts';
import type { Fields, Labels, ObservedObject } from '../provider/provider.ts';
import type { Change, Stay } from './change.ts';
import type { Lead } from './lead.ts';

/** A change with the data for carrying it out. Plans for people have only the change. */
export interface Decision {
  readonly change: Change;
  readonly kind: Kind;
  /** The resource with the desired state; absent for a deletion. */
  readonly node?: ResourceNode;
  /** The existing object; absent for a creation. */
  readonly observed?: ObservedObject;
  /** The fields of the object that lists leave out and every plan reads. */
  readonly read?: Fields;
  /** The digest of an object that is kept in spite of differing fields that cannot change. */
  readonly accepted?: string;
  /** The template's fields that differ, without labels. */
  readonly changed: readonly string[];
  /** Set if only labels are written: with the digest label, or without it if a digested field differs. */
  readonly labelsOnly?: 'with digest' | 'without digest';
  /** All labels of the object, for a change of labels without a resource. */
  readonly labels?: Labels;
  /** For a deletion: whether contents that are not ours may be deleted with the object. */
  readonly force?: true;
  /** For a deletion: addresses of other deletions whose ids it has. It comes before them. */
  readonly names?: readonly string[];
}

/** The reason why a run does not decide about an orphan. */
export interface Doubt {
  readonly stays: Exclude<Stay, 'prune'>;
  readonly reason: string;
}

/** An object of ours that no manifest declares any more, as its deletion. */
export interface Orphan extends Decision {
  readonly observed: ObservedObject;
  /** Whether it lets people see or do something, so that its deletion takes access away. */
  readonly isGrant: boolean;
  /** For a link that another one replaces: its target. The link is deleted without `prune` once that is gone. */
  readonly lead?: Lead;
  /** The reason why this run cannot be sure that it is an orphan, or must not decide about it. */
  readonly doubt?: Doubt;
  readonly names: readonly string[];
  /** For a link: the ends that lists no longer show. */
  readonly gone: readonly { readonly id: string; readonly kind: string; readonly region: string }[];
  /** Links to objects of others, which would be deleted with it. */
  readonly foreign: readonly string[];
  /** The protection by Konnect or a manifest, in words. */
  readonly protection?: string;
}
