import type { Action, Change } from '../../plan/change.ts';
import { showLine } from '../../source/range.ts';
import { visible } from '../../value/visible.ts';
import { type ChangeGroup, changeName, groupName } from '../groups.ts';
import { changeRemarks } from '../remarks.ts';
import { showAfter, showValue, tellingFields } from '../value.ts';
import { actionSymbols, nonZero } from '../words.ts';
import { wrap } from '../wrap.ts';
import { codeBlock, escapeHtml } from './escape.ts';
import { foremost, rankOf } from './foremost.ts';

/** The marks that `diff` highlighting colours: `+` green, `-` red, `!` orange, `#` grey. */
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
  const changes = group.changes.filter(isTold);
  return foldedGroup(
    group,
    detail === 'fields' ? changes.flatMap(changeLines) : kindLines(changes, detail === 'names'),
  );
}

/** The folds of several groups, with the fields of as many changes as there is room for. */
export interface RoomyGroups {
  readonly blocks: readonly string[];
  /** The number of changes, and the number of those whose fields and reasons are left out. */
  readonly total: number;
  readonly left: number;
}

/**
 * A fold for each group, in at most `room` characters. The most important changes have their fields and reasons. The
 * others are counted by kind, with their names if all names together take at most half of the room.
 */
export function roomyGroups(groups: readonly ChangeGroup[], room: number): RoomyGroups {
  const told = groups.map((group) => ({ group, changes: group.changes.filter(isTold) }));
  const all = told.flatMap(({ changes }) => changes);
  const lines = new Map(all.map((change) => [change, changeLines(change)]));
  const sizeOfNames = (withNames: boolean) =>
    told.reduce((sum, { group, changes }) => sum + foldedGroup(group, kindLines(changes, withNames)).length + 2, 0);
  // Fields and reasons matter more than names, so that names may take at most half of the room.
  const withNames = sizeOfNames(true) <= room / 2;
  const sizeOf = (change: Change) => (lines.get(change) ?? []).reduce((sum, line) => sum + line.length + 1, 0);
  const rest = room - sizeOfNames(withNames);
  // Changes of rare kinds come first: a reviewer would miss one role among hundreds of publications.
  const numbers = new Map([...Map.groupBy(all, ({ kind }) => kind)].map(([kind, members]) => [kind, members.length]));
  const fewFirst = all.toSorted((a, b) => (numbers.get(a.kind) ?? 0) - (numbers.get(b.kind) ?? 0));
  const kept = foremost(fewFirst, rankOf, sizeOf, rest);
  const blocks = told.map(({ group, changes }) =>
    foldedGroup(group, [
      ...changes.flatMap((change) => (kept.has(change) ? (lines.get(change) ?? []) : [])),
      ...kindLines(
        changes.filter((change) => !kept.has(change)),
        withNames,
      ),
    ]),
  );
  return { blocks, total: all.length, left: all.length - kept.size };
}

function isTold({ action }: Change): boolean {
  return !['none', 'waiting', 'blocked'].includes(action);
}

function foldedGroup(group: ChangeGroup, lines: readonly string[]): string {
  const title = `<summary><b>${escapeHtml(groupName(group))}</b>: ${nonZero(group.summary, group.changedAdoptions).join(', ')}</summary>`;
  return ['<details>', title, '', codeBlock('diff', lines), '', '</details>'].join('\n');
}

function changeLines(change: Change): string[] {
  const place = change.place ? `  # ${visible(showLine(change.place))}` : '';
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

/** The mark of a change, and its action as a word. A creation has only `+`, which says the same. */
function markAndVerb({ action }: Change): string {
  const mark = diffMarks[action];
  return mark === actionSymbols[action] ? mark : `${mark} ${action}`;
}
