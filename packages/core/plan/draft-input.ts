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

/** What a draft is made of. */
export interface DraftInput {
  readonly graph: ResourceGraph;
  readonly documents: Documents;
  readonly observation: Observation;
  readonly owner: string;
  /** Owners whose objects count as ours, since this platform had their names before. */
  readonly previousOwners?: readonly string[];
  /** Which resources this run is about; the rest counts as declared and is left alone. Everything when left out. */
  readonly selects?: (node: ResourceNode) => boolean;
  /** Which of the rest the selected ones refer to: those are looked at and never changed. None when left out. */
  readonly refersTo?: (node: ResourceNode) => boolean;
  /** Where objects of ours are looked for that nothing declares any more. Nowhere when left out. */
  readonly reach?: Reach;
  /** Keys of the manifest that people say were renamed. */
  readonly moved?: readonly Rename[];
  /** The address labels that deletions are confined to; none when left out. */
  readonly within?: Within;
  /** Whether another organization of the manifests declares an address, by its key. */
  readonly isDeclaredElsewhere?: (key: string) => boolean;
  /** When the plan is made, in milliseconds since the epoch; left out, every digest is believed. */
  readonly now?: number;
}

/** What of a draft is for policies to say before it can go on. */
export interface DraftRules {
  /** Why an object that nobody owns must not be taken over. */
  readonly adoptionProblem: (kind: Kind, object: ObservedObject) => Refusal | undefined;
  /** Why an object must not be deleted and made anew, with the code of the diagnostic. */
  readonly replacementProblem: (
    node: ResourceNode,
    object: ObservedObject,
  ) => (Refusal & { readonly code: DiagnosticCode }) | undefined;
}

/** Whether a run is about some of what the manifests declare. */
export function isPart({ selects, within }: Pick<DraftInput, 'selects' | 'within'>): boolean {
  return selects !== undefined && within === undefined;
}
