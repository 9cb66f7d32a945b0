import { type Diagnostic, hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { startOf } from '@konduct/core/source/range';
import { compareChanges, countChanges, type GatewayDiff, type GatewaySummary, isUnchanged } from './change.ts';
import type { ControlPlane, ControlPlaneDeck } from './control-plane.ts';
import { type DeletePolicy, deletesOf, judgeDeletions } from './deletions.ts';
import { dependentProblems } from './dependent-problems.ts';
import { type Dependent, dependentChange, findDependents } from './dependents.ts';
import { entityFailure } from './failure.ts';
import type { Secrets } from './fields.ts';
import type { GatewayOutput } from './read-output.ts';
import {
  type Adoption,
  conflictProblem,
  conflicts,
  findTakeovers,
  newIdentities,
  takeoverProblems,
  withTakeovers,
} from './takeover.ts';

export interface SyncPolicy extends DeletePolicy {
  /** The unowned entities that may be taken over. */
  readonly adopt: Adoption;
  /** The addresses of what others have on our entities and may be deleted along with them. */
  readonly forceDelete: readonly string[];
}

/** The changes of a sync of a control plane, and the objections to them. */
export interface PlannedSync {
  readonly diff?: GatewayDiff;
  /** With an error among them nothing may be written. */
  readonly diagnostics: readonly Diagnostic[];
  /** Whether a rule of Konduct forbids the changes, and not a failure. */
  readonly refused: boolean;
}

/** Compares a control plane with its file and judges the changes. Nothing is written. */
export async function planSync(
  plane: Pick<ControlPlane, 'name' | 'state'>,
  deck: ControlPlaneDeck,
  policy: SyncPolicy,
): Promise<PlannedSync> {
  const compared = await deck.diff();
  if ('diagnostic' in compared) return { diagnostics: [compared.diagnostic], refused: false };
  const output = compared.value;
  const { changes, summary, warnings } = output;
  const diff = { changes, summary, warnings };
  const failures = output.errors.map((error) => entityFailure(error, 'compare', plane));
  const diagnostics: Diagnostic[] = [...warnings.map((warning) => deckWarning(plane, warning)), ...failures];
  if (failures.length > 0 || !mustBeKnown(output)) return { diff, diagnostics, refused: false };
  const read = await deck.inventory();
  if ('diagnostic' in read) return { diff, diagnostics: [...diagnostics, read.diagnostic], refused: false };
  const inventory = read.value;
  const { name, state } = plane;
  const takeovers = findTakeovers(output, inventory, deck.secrets);
  diagnostics.push(...takeoverProblems(name, takeovers.values(), state.path, policy.adopt));
  const needed = conflicts(output, inventory);
  if (needed.length > 0) diagnostics.push(conflictProblem(name, needed, state.path));
  const dependents = findDependents(changes, inventory);
  diagnostics.push(...dependentProblems(plane, dependents, policy.forceDelete, deck.secrets));
  const along = dependents.filter(({ effect }) => effect === 'goes-along');
  const marked = withDependents(withTakeovers(diff, takeovers), along, deck.secrets);
  const verdict = await judgeDeletions(plane, output, inventory, along.length, policy);
  if ('unread' in verdict) return { diff: marked, diagnostics: [...diagnostics, ...verdict.unread], refused: false };
  diagnostics.push(...verdict.refusals);
  return { diff: marked, diagnostics, refused: hasErrors(diagnostics) };
}

/** The diff with what goes along with the deleted entities. */
function withDependents(
  { changes, warnings }: GatewayDiff,
  along: readonly Dependent[],
  secrets: Secrets,
): GatewayDiff {
  const all = [...changes, ...along.map((one) => dependentChange(one, secrets))].sort(compareChanges);
  return { changes: all, summary: countChanges(all), warnings };
}

/** Whether the inventory is needed: an entity is created, renamed or deleted. */
function mustBeKnown(output: GatewayOutput): boolean {
  const { changes, summary, entities } = output;
  if (summary.creates > 0 || deletesOf(output) > 0) return true;
  return changes.some((change) => newIdentities(change, entities).length > 0);
}

/** The result of a sync. */
export interface SyncResult {
  /** The completed changes by decK's count, and what went along with its deletions if all of them were made. */
  readonly done: GatewaySummary;
  readonly diagnostics: readonly Diagnostic[];
}

/** Carries out a planned sync. Errors are reported; entities written before stay, and the next sync continues. */
export async function carryOut(
  plane: Pick<ControlPlane, 'name' | 'state'>,
  deck: ControlPlaneDeck,
  planned: GatewayDiff,
): Promise<SyncResult> {
  const nothing = countChanges([]);
  if (isUnchanged(planned.summary)) return { done: nothing, diagnostics: [] };
  const synced = await deck.sync();
  if ('diagnostic' in synced) return { done: nothing, diagnostics: [synced.diagnostic] };
  const { errors, warnings, attempts, broken } = synced.value;
  const isWhole = errors.length === 0 && broken === undefined;
  // No attempt counts a write whose answer was lost. If no errors are left after several attempts, at least the planned
  // changes were made.
  const along = planned.changes.filter(({ deletedWith }) => deletedWith !== undefined).length;
  const expected = { ...planned.summary, deletes: planned.summary.deletes - along };
  const done = attempts > 1 && isWhole ? atLeastPlanned(expected, synced.value.done) : synced.value.done;
  const takeovers = Math.min(expected.takeovers, done.creates);
  const deletes = done.deletes + (done.deletes >= expected.deletes ? along : 0);
  return {
    done: { ...done, creates: done.creates - takeovers, takeovers, deletes },
    diagnostics: [
      ...warnings
        .filter((warning) => !planned.warnings.includes(warning))
        .map((warning) => deckWarning(plane, warning)),
      ...errors.map((error) => entityFailure(error, 'sync', plane)),
      ...(broken ? [broken] : []),
      ...(isWhole ? otherCounts(plane, expected, done) : []),
    ],
  };
}

function atLeastPlanned(
  { creates, takeovers, updates, deletes }: GatewaySummary,
  done: GatewayOutput['done'],
): GatewayOutput['done'] {
  return {
    creates: Math.max(done.creates, creates + takeovers),
    updates: Math.max(done.updates, updates),
    deletes: Math.max(done.deletes, deletes),
  };
}

/**
 * A warning if decK changed other numbers of entities than planned: it compares again before it writes, and another
 * client may have written meanwhile.
 */
function otherCounts(
  plane: Pick<ControlPlane, 'name' | 'state'>,
  { creates, takeovers, updates, deletes }: GatewaySummary,
  done: GatewayOutput['done'],
): Diagnostic[] {
  const same = done.creates === creates + takeovers && done.updates === updates && done.deletes === deletes;
  if (same) return [];
  const counts = `${done.creates} created, ${done.updates} updated and ${done.deletes} deleted`;
  const message = `${counts} is not what was planned: ${creates + takeovers}, ${updates} and ${deletes}`;
  return [{ ...deckWarning(plane, message), fix: 'Find out who else writes to it, and look at the diff again.' }];
}

function deckWarning({ name, state }: Pick<ControlPlane, 'name' | 'state'>, warning: string): Diagnostic {
  return {
    severity: 'warning',
    code: 'deck-warning',
    message: `decK warns about the control plane ${name}: ${warning.replace(/^warning:\s*/i, '')}`,
    at: startOf(state.path),
  };
}
