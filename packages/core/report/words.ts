import type { Outcome, Result } from '../apply/result.ts';
import type { Action } from '../plan/change.ts';
import type { Summary } from '../plan/plan.ts';

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

/** What became of a change, in a word: `created`, `failed`. */
export function outcomeWord(result: Pick<Result, 'action' | 'outcome'>): string {
  return result.outcome === 'applied' ? done[result.action] : result.outcome;
}

/** `3 to create, 0 to update, 0 to delete, 8 waiting`: creations, updates and deletions always, the rest where there is any. */
export function summaryLine(summary: Summary): string {
  const always: readonly Action[] = ['create', 'update', 'delete'];
  const order: readonly Action[] = ['create', 'update', 'replace', 'delete', 'adopt', 'waiting', 'blocked', 'none'];
  const parts = order
    .filter((action) => always.includes(action) || summary[action] > 0)
    .map((action) => `${summary[action]} ${planned[action]}`);
  if (summary.orphaned > 0) parts.push(`${summary.orphaned} orphaned`);
  return parts.join(', ');
}

/** Only what is there: `30 to create, 8 waiting`; nothing at all for an empty summary. */
export function nonZero(summary: Summary): string[] {
  const order: readonly Action[] = ['create', 'update', 'replace', 'delete', 'adopt', 'waiting', 'blocked', 'none'];
  return order.filter((action) => summary[action] > 0).map((action) => `${summary[action]} ${planned[action]}`);
}

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

/** `1 change`, `2 changes`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
