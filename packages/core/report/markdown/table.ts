import type { Action } from '../../plan/change.ts';
import { type ChangeGroup, groupName } from '../groups.ts';
import { codeSpan } from './escape.ts';

const titles: Readonly<Record<Action, string>> = {
  create: 'Create',
  update: 'Update',
  replace: 'Replace',
  delete: 'Delete',
  adopt: 'Adopt',
  none: 'Unchanged',
  waiting: 'Waiting',
  blocked: 'Blocked',
};

/**
 * A row of counts for each environment. Creations, updates and deletions have a column always, other actions only where
 * one of the counts is not 0.
 */
export function summaryTable(groups: readonly ChangeGroup[], withUnchanged: boolean): string {
  const order: readonly Action[] = ['create', 'update', 'replace', 'delete', 'adopt', 'waiting', 'blocked', 'none'];
  const always: readonly Action[] = ['create', 'update', 'delete'];
  const columns = order.filter(
    (action) =>
      always.includes(action) ||
      (groups.some(({ summary }) => summary[action] > 0) && (action !== 'none' || withUnchanged)),
  );
  return table(
    ['', ...columns.map((action) => titles[action])],
    groups.map((group) => [
      codeSpan(groupName(group), 'cell'),
      ...columns.map((action) => String(group.summary[action])),
    ]),
  );
}

/** A table whose first column is text and whose others are numbers. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, index) => (index === 0 ? ':--' : '--:'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
