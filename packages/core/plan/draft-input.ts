import type { DiagnosticCode } from '../diagnostic/codes.ts';
import type { Documents } from '../graph/documents.ts';
import type { ResourceGraph, ResourceNode } from '../graph/node.ts';
import type { Kind } from '../kind/kind.ts';
import type { Refusal } from '../observe/match.ts';
import type { Observation } from '../observe/observation.ts';
import type { ObservedObject } from '../provider/provider.ts';
import type { Within } from './orphan.ts';
import type { Reach } from './reach.ts';
import type { Rename } from './rename.ts';

/** The input of a draft. */
export interface DraftInput {
  readonly graph: ResourceGraph;
  readonly documents: Documents;
  readonly observation: Observation;
  readonly owner: string;
  /** Owners whose objects count as ours: earlier names of this platform. */
  readonly previousOwners?: readonly string[];
  /** The resources that this run changes; by default all. Others count as declared and are left alone. */
  readonly selects?: (node: ResourceNode) => boolean;
  /** The other resources to which the selected ones refer. They are read and never changed; by default none. */
  readonly refersTo?: (node: ResourceNode) => boolean;
  /** The kinds and regions in which orphans are looked for; absent for none. */
  readonly reach?: Reach;
  /** Renamed keys in the manifest's `moved`. */
  readonly moved?: readonly Rename[];
  /** The addresses of resources whose secrets are sent again, whatever their digests say. */
  readonly rotateSecrets?: readonly string[];
  /** Limits deletions to objects with these address labels; absent for no limit. */
  readonly within?: Within;
  /** Whether another organization of the manifests declares an address, by its key. */
  readonly isDeclaredElsewhere?: (key: string) => boolean;
  /** The time of the plan, in milliseconds since the epoch. Absent: every digest is trusted. */
  readonly now?: number;
  /** Whether everything is read that lists do not show: contents behind digests, and the targets of links. */
  readonly deep?: boolean;
}

/** The policies that a draft needs before it can go on. */
export interface DraftRules {
  /** The reason why an unowned object must not be adopted. */
  readonly adoptionProblem: (kind: Kind, object: ObservedObject) => Refusal | undefined;
  /** The reason why an object must not be deleted and created again, with the code of the diagnostic. */
  readonly replacementProblem: (
    node: ResourceNode,
    object: ObservedObject,
  ) => (Refusal & { readonly code: DiagnosticCode }) | undefined;
}

/** The selection of a run about a part of the declared resources; undefined for a run about all of them. */
export function partOf({ selects, within }: Pick<DraftInput, 'selects' | 'within'>): DraftInput['selects'] {
  return within === undefined ? selects : undefined;
}
