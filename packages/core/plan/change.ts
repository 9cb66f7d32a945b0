import type { DiagnosticCode } from '../diagnostic/codes.ts';
import type { SourceRange } from '../source/range.ts';

/** The action for one resource. */
export type Action = 'create' | 'update' | 'replace' | 'delete' | 'adopt' | 'none' | 'waiting' | 'blocked';

/** In the order of summaries. */
export const actions = [
  'create',
  'update',
  'replace',
  'delete',
  'adopt',
  'none',
  'waiting',
  'blocked',
] as const satisfies Action[];

/** The subject of a change: an object in Konnect, or one to create. */
export interface Subject {
  /**
   * As {@link showAddress} prints it. For an undeclared object: its address label, or for a link the objects that it
   * joins.
   */
  readonly address: string;
  readonly kind: string;
  /** A region, or `global`. */
  readonly region: string;
  /** The id in Konnect, if the object exists. */
  readonly id?: string;
  /** The name of the object for people, by its kind's identity, e.g. `bookings-dev`. */
  readonly name: string;
  /** Its environment, if it belongs to one, for grouping. */
  readonly environment?: string;
}

/** One differing field. */
export interface FieldChange {
  /** Dotted: `labels.team`. */
  readonly path: string;
  /** The value in Konnect; absent when there is none. */
  readonly before?: unknown;
  /** The new value; absent when the field is removed or the value is unknown. */
  readonly after?: unknown;
  /** The expression whose value is known only after another resource exists. */
  readonly knownAfterApply?: string;
  /** The value is a secret: neither side is shown. */
  readonly secret?: true;
  /** Whether the change lets people see or do more or less. */
  readonly effect?: Effect;
  /** For a field with an effect: the meaning of its new value, as a clause after the object's name. */
  readonly meaning?: string;
  /** The place of the value in the manifests, or else in the blueprint. */
  readonly place?: SourceRange;
}

/** Whether a change lets people see and do more or less. */
export type Effect = 'widens' | 'narrows';

/** The reason why a change is not carried out until its cause is mended. */
export interface Block {
  /** The address of the change with the error: its own, or that of a dependency. */
  readonly by: string;
  /** The action without the block. */
  readonly action: Action;
  /** The code of the diagnostic with the reason. */
  readonly code: DiagnosticCode;
}

/**
 * The reason why a run leaves an orphan: `prune` does not include it, the run's selection does not include it, or a run
 * adopts an object that it links.
 */
export type Stay = 'prune' | 'selection' | 'adoption';

/** The change of one resource. A plan has one for every resource of the graph, `none` included, and for every deletion. */
export interface Change extends Subject {
  readonly action: Action;
  readonly fields: readonly FieldChange[];
  /** The addresses of the changes before this one, in graph order. */
  readonly dependsOn: readonly string[];
  /**
   * For `waiting`: what it waits for. For `blocked`: the reason. For `adopt`: the reason for choosing this object. For
   * `replace`: the field that cannot change.
   */
  readonly reason?: string;
  /** For an orphan that stays: the setting of the run that keeps it. */
  readonly stays?: Stay;
  readonly block?: Block;
  readonly effect?: Effect;
  /** For a grant that is created or deleted: its effect on people, as a sentence. */
  readonly meaning?: string;
  /** The states through which an update passes, although they are neither before nor after it, each as a clause. */
  readonly passesThrough?: readonly string[];
  /** The contents and links that a deletion or replacement destroys as well, in words. */
  readonly takesAlong?: readonly string[];
  /** What a deletion or replacement destroys for good, in words: applying a former commit does not bring it back. */
  readonly cannotBeUndone?: readonly string[];
  /**
   * The place in the manifest that asks for the resource, or else in the blueprint. For an orphan, that of a declared
   * object that it is linked to.
   */
  readonly place?: SourceRange;
  /** For the deletion of a link to a replaced object: the address of that replacement. */
  readonly partOf?: string;
  /** The former address of an orphan in the manifests, if git has it. */
  readonly declaredAs?: string;
  /** The commit that removed an orphan from the manifests, if git has it. */
  readonly commit?: Commit;
}

/** A commit, for people. */
export interface Commit {
  /** The full id, in hex. */
  readonly id: string;
  readonly subject: string;
}

/** Whether carrying a change out writes to Konnect. */
export function writes({ action }: Pick<Change, 'action'>): boolean {
  return action !== 'none' && action !== 'waiting' && action !== 'blocked';
}
