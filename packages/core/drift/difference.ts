import type { FieldChange, Subject } from '../plan/change.ts';
import type { SourceRange } from '../source/range.ts';

/**
 * Where a difference comes from. `drift`: Konnect differs from what the last apply wanted. `pending`: the manifests changed
 * since, and Konnect is as they were. `unknown`: nothing says what was applied last.
 */
export const origins = ['drift', 'pending', 'unknown'] as const;
export type Origin = (typeof origins)[number];

/**
 * What differs. `changed`: fields of an object. `missing`: Konnect lacks an object that the manifests declare.
 * `undeclared`: Konnect has an object of ours that no manifest declares.
 */
export const differenceTypes = ['changed', 'missing', 'undeclared'] as const;
export type DifferenceType = (typeof differenceTypes)[number];

/** What an apply needs to make a difference go away. */
export interface Remedy {
  /** Whether it deletes something, so that an apply needs `prune`. */
  readonly prunes: boolean;
  /** Whether it deletes an object and makes it anew, so that an apply needs `replace`. */
  readonly replaces: boolean;
  /** Whether only a deep comparison sees it, so that a plain apply would leave it. */
  readonly deep: boolean;
}

/** One difference between the manifests and Konnect. An object whose fields have two origins has two. */
export interface Difference extends Subject {
  readonly type: DifferenceType;
  readonly origin: Origin;
  /** `before` is the value in Konnect, `after` the one in the manifests. Empty for an undeclared object. */
  readonly fields: readonly FieldChange[];
  /** The time of the last change of the object in Konnect, as Konnect gives it. Absent where Konnect has none. */
  readonly updatedAt?: string;
  /** More about the reason, as a clause. */
  readonly reason?: string;
  readonly place?: SourceRange;
  readonly remedy: Remedy;
  /**
   * Whether git changed the same object since the last apply, so that one write would change both: other fields of it,
   * or, in `contested`, the same ones.
   */
  readonly mixed: boolean;
  /** Paths of fields that were changed in Konnect and in git. Absent for none. */
  readonly contested?: readonly string[];
}

/** The number of differences by origin. */
export type DriftCounts = Readonly<Record<Origin, number>>;

export function countOrigins(differences: Iterable<Pick<Difference, 'origin'>>): DriftCounts {
  const counts = { drift: 0, pending: 0, unknown: 0 };
  for (const { origin } of differences) counts[origin] += 1;
  return counts;
}
