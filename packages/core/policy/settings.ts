import type { AdoptMode } from './adoption.ts';
import type { DeleteLimit } from './size.ts';

/** What of what nothing declares any more a run deletes: nothing, what lets people see or do something, or all of it. */
export const pruneModes = ['off', 'access', 'all'] as const;

export type PruneMode = (typeof pruneModes)[number];

/** What a run is allowed to do. */
export interface PolicySettings {
  readonly adopt: AdoptMode;
  /** `off` when left out. */
  readonly prune?: PruneMode;
  /** Whether an object with a changed field that cannot change is deleted and made anew. */
  readonly replace?: boolean;
  /** How many objects may be deleted; the usual number when left out. */
  readonly deleteLimit?: DeleteLimit;
  /** Deletions beyond the limit were allowed for this run. */
  readonly allowDeletes?: boolean;
  /** The addresses of objects that may be deleted with what is in them and not ours. */
  readonly forceDelete?: readonly string[];
  /** The environments that each environment depends on, by name. */
  readonly environmentOrder?: ReadonlyMap<string, readonly string[]>;
}
