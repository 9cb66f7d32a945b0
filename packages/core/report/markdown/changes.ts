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
  const changes = group.changes.filter(isTold);
  return foldedGroup(
    group,
    detail === 'fields' ? changes.flatMap(changeLines) : kindLines(changes, detail === 'names'),
  );
}

/** Changes of several groups with the fields of those for which there is room, and what is left out. */
export interface RoomyGroups {
  readonly blocks: readonly string[];
  /** How many changes are there, and of how many of them neither fields nor reasons are told. */
  readonly total: number;
  readonly left: number;
}

/**
 * All groups, folded, in at most so many characters: the changes that matter most with their fields and reasons, and the
 * others by kind, with their names where these leave half of the room.
 */
export function roomyGroups(groups: readonly ChangeGroup[], room: number): RoomyGroups {
  const told = groups.map((group) => ({ group, changes: group.changes.filter(isTold) }));
  const all = told.flatMap(({ changes }) => changes);
  const lines = new Map(all.map((change) => [change, changeLines(change)]));
  const sizeOfNames = (withNames: boolean) =>
    told.reduce((sum, { group, changes }) => sum + foldedGroup(group, kindLines(changes, withNames)).length + 2, 0);
  // Names are worth having while most of the room is left for what the changes are.
  const withNames = sizeOfNames(true) <= room / 2;
  const sizeOf = (change: Change) => (lines.get(change) ?? []).reduce((sum, line) => sum + line.length + 1, 0);
  const rest = room - sizeOfNames(withNames);
  // One role among hundreds of publications is what a reviewer would miss.
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

/** `+ ` alone says create; where the mark only gives a colour, the word follows it. */
function markAndVerb({ action }: Change): string {
  const mark = diffMarks[action];
  return mark === actionSymbols[action] ? mark : `${mark} ${action}`;
}
