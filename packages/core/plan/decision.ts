import type { ResourceNode } from '../graph/node.ts';
import type { Kind } from '../kind/kind.ts';
import type { Labels, ObservedObject } from '../provider/provider.ts';
import type { Change, Stay } from './change.ts';
import type { Lead } from './lead.ts';

/** A change together with what carrying it out needs. Plans for people have only the change. */
export interface Decision {
  readonly change: Change;
  readonly kind: Kind;
  /** The resource that says what the object becomes: for everything but a deletion. */
  readonly node?: ResourceNode;
  /** The object that exists, for everything but a creation. */
  readonly observed?: ObservedObject;
  /** The digest of an object kept with fields that differ and cannot change. */
  readonly accepted?: string;
  /** The template's fields that differ; labels apart. */
  readonly changed: readonly string[];
  /** Nothing but labels is written: with the digest label, or without it where a field differs that it vouches for. */
  readonly labelsOnly?: 'with digest' | 'without digest';
  /** All labels that the object shall have, for a change of nothing else by no resource. */
  readonly labels?: Labels;
  /** Of a deletion: what is in the object and not ours goes with it. */
  readonly force?: true;
  /** Of a deletion: addresses of other deletions that it names by their ids. It goes before they do. */
  readonly names?: readonly string[];
}

/** Why a run does not decide about an orphan. */
export interface Doubt {
  readonly stays: Exclude<Stay, 'prune'>;
  readonly reason: string;
}

/** An object of ours that nothing declares any more, as the deletion it would be. */
export interface Orphan extends Decision {
  readonly observed: ObservedObject;
  /** It lets people see or do something. */
  readonly isGrant: boolean;
  /** Of a link whose place another one takes: what it leads to. It goes without being asked for once that is gone. */
  readonly lead?: Lead;
  /** Why this run cannot be sure that it is one, or has no business with it. */
  readonly doubt?: Doubt;
  readonly names: readonly string[];
  /** Of a link: the ends that lists do not show any more. */
  readonly gone: readonly { readonly id: string; readonly kind: string; readonly region: string }[];
  /** Links of others that would go with it. */
  readonly foreign: readonly string[];
  /** Konnect, or a manifest, says that it must not be deleted; the reason in words. */
  readonly protection?: string;
}
