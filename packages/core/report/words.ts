import type { Outcome, Result } from '../apply/result.ts';
import type { Action, Change } from '../plan/change.ts';
import type { Summary } from '../plan/plan.ts';
import type { RunReport } from '../run/reconciliation.ts';
import { count } from '../value/count.ts';

/** The mark in front of a change. */
export const actionSymbols: Readonly<Record<Action, string>> = {
  create: '+',
  update: '~',
  replace: '-/+',
  delete: '-',
  adopt: '↓',
  none: '=',
  waiting: '·',
  blocked: '!',
};

const done: Readonly<Record<Action, string>> = {
  create: 'created',
  update: 'updated',
  replace: 'replaced',
  delete: 'deleted',
  adopt: 'adopted',
  none: 'unchanged',
  waiting: 'waiting',
  blocked: 'blocked',
};

const planned: Readonly<Record<Action, string>> = {
  create: 'to create',
  update: 'to update',
  replace: 'to replace',
  delete: 'to delete',
  adopt: 'to adopt',
  none: 'unchanged',
  waiting: 'waiting',
  blocked: 'blocked',
};

/** The outcome of a change in one word: `created`, `failed`. */
export function outcomeWord(result: Pick<Result, 'action' | 'outcome'>): string {
  return result.outcome === 'applied' ? done[result.action] : result.outcome;
}

const order: readonly Action[] = ['create', 'update', 'replace', 'delete', 'adopt', 'waiting', 'blocked', 'none'];

/** Actions that are counted even when their number is 0. */
const always: ReadonlySet<Action> = new Set(['create', 'update', 'delete']);

/**
 * `3 to create, 0 to update, 0 to delete, 8 waiting`: creations, updates and deletions always, other actions where
 * their number is not 0.
 *
 * @param changedAdoptions the number of adoptions that change fields as well
 */
export function summaryLine(summary: Summary, changedAdoptions = 0): string {
  return counts(summary, changedAdoptions, (action) => always.has(action)).join(', ');
}

/** The counts that are not 0: `30 to create, 8 waiting`. Empty for an empty summary. */
export function nonZero(summary: Summary, changedAdoptions = 0): string[] {
  return counts(summary, changedAdoptions, () => false);
}

function counts(summary: Summary, changedAdoptions: number, isWanted: (action: Action) => boolean): string[] {
  const parts = order
    .filter((action) => isWanted(action) || summary[action] > 0)
    .map((action) => {
      const changed = action === 'adopt' && changedAdoptions > 0 ? ` (${changedAdoptions} of them changed)` : '';
      return `${summary[action]} ${planned[action]}${changed}`;
    });
  return summary.orphaned > 0 ? [...parts, `${summary.orphaned} orphaned`] : parts;
}

/** The counts of all organizations of a run. */
export function totalLine({ summary, organizations }: RunReport): string {
  return summaryLine(summary, changedAdoptions(organizations.flatMap(({ plan }) => plan?.changes ?? [])));
}

/** The number of adoptions that change fields. Konduct's own labels do not count as a change. */
export function changedAdoptions(changes: Iterable<Change>): number {
  let number = 0;
  for (const { action, fields } of changes)
    if (action === 'adopt' && fields.some(({ path }) => !path.startsWith('labels.'))) number += 1;
  return number;
}

/** The outcomes of changes, in the order of reports. */
export const outcomes = ['applied', 'failed', 'skipped', 'waiting', 'blocked'] as const satisfies Outcome[];

export type OutcomeCounts = Readonly<Record<Outcome, number>>;

export function countOutcomes(results: Iterable<Pick<Result, 'outcome'>>): OutcomeCounts {
  const counts = { applied: 0, failed: 0, skipped: 0, waiting: 0, blocked: 0 };
  for (const { outcome } of results) counts[outcome] += 1;
  return counts;
}

/** `24 of 30 changes applied, 1 failed, 5 skipped, 8 waiting`. */
export function outcomeLine(counts: OutcomeCounts): string {
  const changes = counts.applied + counts.failed + counts.skipped;
  const parts = [`${counts.applied} of ${count(changes, 'change')} applied`];
  for (const outcome of ['failed', 'skipped', 'waiting', 'blocked'] as const) {
    if (counts[outcome] > 0) parts.push(`${counts[outcome]} ${outcome}`);
  }
  return parts.join(', ');
}

/** `us`, `us and eu`, `us, eu and au`. */
export function and(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
