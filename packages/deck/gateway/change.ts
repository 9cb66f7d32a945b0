import { compareText } from '@konduct/core/value/compare-text';

/** A differing field of an entity. A value that may be secret is `[masked]` on both sides. */
export interface EntityField {
  /**
   * Dotted, such as `config.minute`. It ends at a map whose keys are secrets; a key that may be secret is `[masked]`.
   */
  readonly path: string;
  /** Absent where there was no value. */
  readonly before?: unknown;
  readonly after?: unknown;
}

/** `takeover`: decK would create the entity, but one with this id exists and is not ours. */
export const entityActions = ['create', 'takeover', 'update', 'delete'] as const;

/** The change of one entity in a sync. */
export interface EntityChange {
  readonly action: (typeof entityActions)[number];
  /** decK's word for the kind: `service`, `route`, `plugin`, `key-auth`. */
  readonly kind: string;
  readonly name: string;
  /** Undefined for an entity that is created without an id. */
  readonly id: string | undefined;
  /** Sorted by path; empty for deletions. */
  readonly fields: readonly EntityField[];
  /**
   * For what is not ours and is deleted all the same: the entity of ours that it hangs on, with its kind. decK does not
   * count such a deletion.
   */
  readonly deletedWith?: string;
}

export interface GatewaySummary {
  readonly creates: number;
  readonly takeovers: number;
  readonly updates: number;
  readonly deletes: number;
}

/** The changes of a sync of one control plane, planned or made. Sorted, and without secrets. */
export interface GatewayDiff {
  readonly changes: readonly EntityChange[];
  readonly summary: GatewaySummary;
  readonly warnings: readonly string[];
}

export const noChanges: GatewaySummary = { creates: 0, takeovers: 0, updates: 0, deletes: 0 };

export function countChanges(changes: Iterable<Pick<EntityChange, 'action'>>): GatewaySummary {
  const counts = { creates: 0, takeovers: 0, updates: 0, deletes: 0 };
  for (const { action } of changes) counts[counters[action]] += 1;
  return counts;
}

const order = { delete: 0, create: 1, takeover: 1, update: 2 } as const;

/** The order of changes in a report. */
export function compareChanges(a: EntityChange, b: EntityChange): number {
  return (
    order[a.action] - order[b.action] ||
    compareText(a.kind, b.kind) ||
    compareText(a.name, b.name) ||
    compareText(a.id ?? '', b.id ?? '')
  );
}

const counters = { create: 'creates', takeover: 'takeovers', update: 'updates', delete: 'deletes' } as const;

export function addGatewaySummaries(summaries: Iterable<GatewaySummary>): GatewaySummary {
  const sum = { ...noChanges };
  for (const one of summaries) {
    sum.creates += one.creates;
    sum.takeovers += one.takeovers;
    sum.updates += one.updates;
    sum.deletes += one.deletes;
  }
  return sum;
}

export function isUnchanged({ creates, takeovers, updates, deletes }: GatewaySummary): boolean {
  return creates + takeovers + updates + deletes === 0;
}

/** `1 to create, 0 to update, 2 to delete`, with the number of takeovers if it is not 0. */
export function gatewayLine({ creates, takeovers, updates, deletes }: GatewaySummary): string {
  const taken = takeovers === 0 ? [] : [`${takeovers} to take over`];
  return [`${creates} to create`, ...taken, `${updates} to update`, `${deletes} to delete`].join(', ');
}
