import type { Action, Change } from '../../plan/change.ts';
import { visible } from '../../value/visible.ts';
import { type ChangeGroup, changeName, groupName } from '../groups.ts';
import { changeRemarks } from '../remarks.ts';
import { showAfter, showValue, tellingFields } from '../value.ts';
import { actionSymbols, nonZero } from '../words.ts';
import { wrap } from '../wrap.ts';
import { codeBlock, escapeHtml } from './escape.ts';

/** What `diff` highlighting colours: `+` green, `-` red, `!` orange, `#` grey. */
const diffMarks: Readonly<Record<Action, string>> = {
  create: '+',
  update: '!',
  replace: '!',
  delete: '-',
  adopt: '!',
  none: '#',
  waiting: '#',
  blocked: '!',
};

/**
 * One environment's changes, folded: `fields` shows every change with its fields, `names` the names of each kind,
 * `kinds` only how many there are.
 */
export function groupMarkdown(group: ChangeGroup, detail: 'fields' | 'names' | 'kinds'): string {
  const title = `<summary><b>${escapeHtml(groupName(group))}</b>: ${nonZero(group.summary, group.changedAdoptions).join(', ')}</summary>`;
  const changes = group.changes.filter((change) => !['none', 'waiting', 'blocked'].includes(change.action));
  const lines = detail === 'fields' ? changes.flatMap(changeLines) : kindLines(changes, detail === 'names');
  return ['<details>', title, '', codeBlock('diff', lines), '', '</details>'].join('\n');
}

function changeLines(change: Change): string[] {
  const place = change.place ? `  # ${visible(`${change.place.file}:${change.place.start.line}`)}` : '';
  const title = `${markAndVerb(change)} ${change.kind} ${visible(changeName(change))}${place}`;
  const remarks = changeRemarks(change).map((remark) => `#     ${visible(remark)}`);
  return [title, ...remarks, ...(change.action === 'delete' ? [] : fieldLines(change))];
}

function fieldLines(change: Change): string[] {
  return tellingFields(change).flatMap((field) => {
    const line = (mark: string, value: string) => `${mark}     ${visible(field.path)}: ${value}`;
    return [...(field.before === undefined ? [] : [line('-', showValue(field.before))]), line('+', showAfter(field))];
  });
}

function kindLines(changes: readonly Change[], withNames: boolean): string[] {
  const kinds = Map.groupBy(changes, (change) => `${markAndVerb(change)} ${change.kind}`);
  return [...kinds].flatMap(([title, members]) => {
    const names = members.map((change) => visible(changeName(change)));
    return [
      `${title} (${members.length})`,
      ...(withNames ? wrap(names, ', ', 90).map((line) => `${title[0]}     ${line}`) : []),
    ];
  });
}

/** `+ ` alone says create; where the mark only gives a colour, the word follows it. */
function markAndVerb({ action }: Change): string {
  const mark = diffMarks[action];
  return mark === actionSymbols[action] ? mark : `${mark} ${action}`;
}
