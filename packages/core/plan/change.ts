import type { DiagnosticCode } from '../diagnostic/codes.ts';
import type { SourceRange } from '../source/range.ts';

/** What is to happen to one resource. */
export type Action = 'create' | 'update' | 'replace' | 'delete' | 'adopt' | 'none' | 'waiting' | 'blocked';

/** In the order summaries print them. */
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

/** What a change is about: an object in Konnect, or one that is to be there. */
export interface Subject {
  /**
   * As {@link showAddress} prints it. Of an object that nothing declares any more: its address label, or of a link what
   * it joins.
   */
  readonly address: string;
  readonly kind: string;
  /** A region, or `global`. */
  readonly region: string;
  /** The id that Konnect gave it, where it exists. */
  readonly id?: string;
  /** The name people know the object by: what its kind's identity says, e.g. `bookings-dev`. */
  readonly name: string;
  /** The environment it belongs to, where it belongs to one: for grouping. */
  readonly environment?: string;
}

/** One field that differs. */
export interface FieldChange {
  /** Dotted: `labels.team`. */
  readonly path: string;
  /** What Konnect has; absent when it has nothing there. */
  readonly before?: unknown;
  /** What it is to become; absent when the field is removed or its value is not known yet. */
  readonly after?: unknown;
  /** The expression whose value is known only after another resource exists. */
  readonly knownAfterApply?: string;
  /** The value is a secret: neither side is shown. */
  readonly secret?: true;
  /** Whether people can see or do more or less by it. */
  readonly effect?: Effect;
  /** Of a field with an effect: what its new value means, as a clause after the object's name. */
  readonly meaning?: string;
  /** The place in the manifests, or else in the blueprint, that says so. */
  readonly place?: SourceRange;
}

/** What a change does to what people can see and do. */
export type Effect = 'widens' | 'narrows';

/** Why a change is not carried out, now or later, until somebody mends its cause. */
export interface Block {
  /** The address of the change that an error keeps from being carried out: its own, or that of one it depends on. */
  readonly by: string;
  /** What it would be if it were not blocked. */
  readonly action: Action;
  /** The code of the diagnostic that says why. */
  readonly code: DiagnosticCode;
}

/**
 * Why a run leaves an orphan where it is: it was not asked to remove such, it is about another part of the organization,
 * or something that the orphan hangs on is taken over in it.
 */
export type Stay = 'prune' | 'selection' | 'adoption';

/** The change of one resource. A plan has one for every resource of the graph, `none` included, and for every deletion. */
export interface Change extends Subject {
  readonly action: Action;
  readonly fields: readonly FieldChange[];
  /** Addresses this change comes after, sorted by graph order. */
  readonly dependsOn: readonly string[];
  /**
   * For `waiting`: what it waits for. For `blocked`: why. For `adopt`: why this object. For `replace`: the field that
   * cannot change.
   */
  readonly reason?: string;
  /** Of an orphan that stays: what about the run lets it. */
  readonly stays?: Stay;
  readonly block?: Block;
  readonly effect?: Effect;
  /** Of a grant that is given or taken: who gets or loses what, as a sentence. */
  readonly meaning?: string;
  /** What a deletion or replacement takes along, in words. */
  readonly takesAlong?: readonly string[];
  /** The manifest item that asks for the resource, or else the blueprint's line; of an orphan, what it hangs on. */
  readonly place?: SourceRange;
  /** Of the deletion of a link to an object that is made anew: the address of that replacement. The link goes with it. */
  readonly partOf?: string;
  /** The address that an orphan had in the manifests, where git knows it. */
  readonly declaredAs?: string;
  /** The commit that took an orphan out of the manifests, where git knows it. */
  readonly commit?: Commit;
}

/** A commit as people know it. */
export interface Commit {
  /** In full, in hex. */
  readonly id: string;
  readonly subject: string;
}

/** Whether carrying a change out writes to Konnect. */
export function writes({ action }: Pick<Change, 'action'>): boolean {
  return action !== 'none' && action !== 'waiting' && action !== 'blocked';
}
