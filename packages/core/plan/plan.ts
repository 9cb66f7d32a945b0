import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { type Action, actions, type Change } from './change.ts';
import type { Extent } from './reach.ts';

/** The number of resources by action. `orphaned` are objects of ours that no manifest declares and that stay. */
export type Summary = Readonly<Record<Action | 'orphaned', number>>;

/** The changes for one organization in graph order. Plain data: the same inputs give the same bytes. */
export interface Plan {
  readonly organization: string;
  /** The owner in our labels. */
  readonly owner: string;
  /** The changes of the graph, then the deletions. */
  readonly changes: readonly Change[];
  readonly summary: Summary;
  /** The orphans that this run leaves, each with the reason. */
  readonly orphans: readonly Change[];
  /** The part of Konnect that it was made from; the plan does not cover the rest. */
  readonly extent: Extent;
  readonly diagnostics: readonly Diagnostic[];
}

/** Counts changes by action. */
export function summarize(changes: Iterable<{ readonly action: Action }>, orphaned: number): Summary {
  const summary = { ...emptySummary, orphaned };
  for (const change of changes) summary[change.action] += 1;
  return summary;
}

export const emptySummary: Summary = {
  create: 0,
  update: 0,
  replace: 0,
  delete: 0,
  adopt: 0,
  none: 0,
  waiting: 0,
  blocked: 0,
  orphaned: 0,
};

/** The sum of summaries, for a run over several organizations. */
export function addSummaries(summaries: Iterable<Summary>): Summary {
  const total = { ...emptySummary };
  for (const summary of summaries) {
    for (const action of [...actions, 'orphaned'] as const) total[action] += summary[action];
  }
  return total;
}

/** Whether applying the plan writes anything. */
export function hasChanges(summary: Summary): boolean {
  return summary.create + summary.update + summary.replace + summary.delete + summary.adopt > 0;
}

/** Whether Konnect agrees with the manifests: no change to write, none that waits or is blocked, and no orphan. */
export function isSettled(summary: Summary): boolean {
  return !hasChanges(summary) && summary.waiting + summary.blocked + summary.orphaned === 0;
}
