import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { countChanges, type GatewayDiff, type GatewaySummary, isUnchanged } from './change.ts';
import type { ControlPlane, ControlPlaneDeck } from './control-plane.ts';
import { entityFailure } from './failure.ts';
import { alwaysAllowed, deletesProblem } from './guard.ts';
import { conflictProblem, conflicts, deletesRefused, markTakeovers, takeoverProblem } from './takeover.ts';

export interface SyncPolicy {
  /** Whether entities that nobody marked as ours are taken over. */
  readonly takeOver: boolean;
  /** The most deletions, where the guard's own limit was raised. */
  readonly maxDeletes?: number;
}

/** What a sync of a control plane would do, and what speaks against it. */
export interface PlannedSync {
  readonly diff?: GatewayDiff;
  /** With an error among them nothing may be written. */
  readonly diagnostics: readonly Diagnostic[];
  /** Whether it is our own rule that speaks against it, and not a failure. */
  readonly refused: boolean;
}

/** Compares a control plane with its file and judges the result. Nothing is written. */
export async function planSync(
  plane: Pick<ControlPlane, 'name' | 'state'>,
  deck: ControlPlaneDeck,
  policy: SyncPolicy,
): Promise<PlannedSync> {
  const compared = await deck.diff();
  if ('diagnostic' in compared) return { diagnostics: [compared.diagnostic], refused: false };
  const output = compared.value;
  const { summary } = output;
  const deletes = Math.max(summary.deletes, output.done.deletes);
  const failures = output.errors.map((error) => entityFailure(error, 'compare', plane));
  // What is there has to be read only when something is created, or so much deleted that its share counts.
  if (
    failures.length > 0 ||
    (summary.creates === 0 && deletes <= Math.min(alwaysAllowed, policy.maxDeletes ?? alwaysAllowed))
  )
    return { diff: output, diagnostics: failures, refused: false };
  const read = await deck.inventory();
  if ('diagnostic' in read) return { diff: output, diagnostics: [read.diagnostic], refused: false };
  const inventory = read.value;
  const diff = markTakeovers(output, inventory);
  const { name, state } = plane;
  const diagnostics: Diagnostic[] = [];
  const taken = takeoverProblem(name, diff.changes, state.path, !policy.takeOver);
  if (taken) diagnostics.push(taken);
  const needed = conflicts(diff, inventory);
  if (needed.length > 0) diagnostics.push(conflictProblem(name, needed, state.path));
  const many = deletesProblem(deletes, inventory.owned.size, policy.maxDeletes);
  if (many !== undefined) diagnostics.push(deletesRefused(name, deletes, many, state.path));
  return { diff, diagnostics, refused: diagnostics.some(({ severity }) => severity === 'error') };
}

/** What a sync did. */
export interface SyncResult {
  /** Counted by decK as done. */
  readonly done: GatewaySummary;
  readonly diagnostics: readonly Diagnostic[];
}

/** Carries a planned sync out. What failed is told; what was written before that stays, and the next sync goes on. */
export async function carryOut(
  plane: Pick<ControlPlane, 'name' | 'state'>,
  deck: ControlPlaneDeck,
  planned: GatewayDiff,
): Promise<SyncResult> {
  const nothing = countChanges([]);
  if (isUnchanged(planned.summary)) return { done: nothing, diagnostics: [] };
  const synced = await deck.sync();
  if ('diagnostic' in synced) return { done: nothing, diagnostics: [synced.diagnostic] };
  const { done, errors } = synced.value;
  const takeovers = Math.min(planned.summary.takeovers, done.creates);
  return {
    done: { ...done, creates: done.creates - takeovers, takeovers },
    diagnostics: errors.map((error) => entityFailure(error, 'sync', plane)),
  };
}
