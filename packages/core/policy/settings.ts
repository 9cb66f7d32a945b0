import type { AdoptMode } from './adoption.ts';
import type { DeleteLimit } from './size.ts';

/** The orphans that a run deletes: none, those that let people see or do something, or all. */
export const pruneModes = ['off', 'access', 'all'] as const;

export type PruneMode = (typeof pruneModes)[number];

/** The settings that allow or limit changes. */
export interface PolicySettings {
  readonly adopt: AdoptMode;
  /** `off` by default. */
  readonly prune?: PruneMode;
  /** Whether an object is deleted and created again when a field that cannot change has changed. */
  readonly replace?: boolean;
  /** The most deletions; undefined for the default. */
  readonly deleteLimit?: DeleteLimit;
  /** Whether more deletions are allowed in this run. */
  readonly allowDeletes?: boolean;
  /** The addresses of objects that may be deleted with contents that are not ours. */
  readonly forceDelete?: readonly string[];
  /** The number of days before its end from which on something that expires is a warning; 30 by default. */
  readonly rotationThreshold?: number;
  /** The environments that each environment depends on, by name. */
  readonly environmentOrder?: ReadonlyMap<string, readonly string[]>;
}
