import type { SourceRange } from '../source/range.ts';

/** What is to happen to one resource. */
export type Action = 'create' | 'update' | 'replace' | 'delete' | 'adopt' | 'none' | 'waiting';

/** In the order summaries print them. */
export const actions = [
  'create',
  'update',
  'replace',
  'delete',
  'adopt',
  'none',
  'waiting',
] as const satisfies Action[];

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
  /** The place in the manifests, or else in the blueprint, that says so. */
  readonly place?: SourceRange;
}

/** The change of one resource. A plan has one for every resource of the graph, `none` included. */
export interface Change {
  /** As {@link showAddress} prints it. */
  readonly address: string;
  readonly kind: string;
  /** A region, or `global`. */
  readonly region: string;
  readonly action: Action;
  /** The name people know the object by: what its kind's identity says, e.g. `bookings-dev`. */
  readonly name: string;
  readonly fields: readonly FieldChange[];
  /** Addresses this change comes after, sorted by graph order. */
  readonly dependsOn: readonly string[];
  /** For `waiting`: what it waits for. For `adopt`: why this object. For `replace`: the field that cannot change. */
  readonly reason?: string;
  /** For `waiting`: an error of the plan stands in the way, so that no later run goes on by itself. */
  readonly refused?: true;
  /** The manifest item that asks for the resource, or else the blueprint's line. */
  readonly place?: SourceRange;
  /** The environment part of the address, where it has one: for grouping. */
  readonly environment?: string;
}
