import type { ResourceNode } from '../graph/node.ts';
import type { ObservedObject } from '../provider/provider.ts';
import type { Change } from './change.ts';

/** A change together with what carrying it out needs. Plans for people have only the change. */
export interface Decision {
  readonly node: ResourceNode;
  readonly change: Change;
  /** The object that exists, for everything but a creation. */
  readonly observed?: ObservedObject;
  /** The digest of an object kept with fields that differ and cannot change. */
  readonly accepted?: string;
  /** The template's fields that differ; labels apart. */
  readonly changed: readonly string[];
}
