import type { Result } from '../../apply/result.ts';
import type { Action, Change, FieldChange } from '../../plan/change.ts';
import type { SourceRange } from '../../source/range.ts';
import { type ChangeGroup, changeName, groupName } from '../groups.ts';
import { showAfter, showFieldChange, tellingFields } from '../value.ts';
import { shorten, visible } from '../visible.ts';
import { actionSymbols, nonZero, outcomeWord, reasonClause } from '../words.ts';
import type { Colour, Style } from './style.ts';

const actionColours: Readonly<Record<Action, Colour>> = {
  create: 'green',
  update: 'yellow',
  replace: 'magenta',
  delete: 'red',
  adopt: 'cyan',
  none: 'dim',
  waiting: 'blue',
};

const outcomeColours: Readonly<Record<Result['outcome'], Colour>> = {
  applied: 'green',
  failed: 'red',
  skipped: 'yellow',
  waiting: 'blue',
};

const longestName = 48;
/** More creations than this are listed without their fields, and so are those an apply reports on: nobody reads them. */
const detailedCreations = 100;

export interface ChangeTable {
  readonly style: Style;
  readonly results: ReadonlyMap<string, Result>;
  /** The width of the columns before the place, the same for all of an organization's groups. */
  readonly kindWidth: number;
  readonly nameWidth: number;
  readonly creationFields: boolean;
}

/** Measures all changes of an organization, so that its groups line up. */
export function changeTable(changes: readonly Change[], results: readonly Result[], style: Style): ChangeTable {
  const listed = changes.filter((change) => change.action !== 'none');
  return {
    style,
    results: new Map(results.map((result) => [result.address, result])),
    kindWidth: Math.max(0, ...listed.map((change) => change.kind.length)),
    nameWidth: Math.max(0, ...listed.map((change) => shownName(change).length)),
    creationFields:
      results.length === 0 && listed.filter((change) => change.action === 'create').length <= detailedCreations,
  };
}

/** The lines of one group: its name with its counts, then a line or more for each change. */
export function groupLines(group: ChangeGroup, table: ChangeTable): string[] {
  const { style } = table;
  const title = `  ${style('bold', visible(groupName(group)))}  ${style('dim', nonZero(group.summary).join(', '))}`;
  return [title, ...group.changes.flatMap((change) => (change.action === 'none' ? [] : changeLines(change, table)))];
}

function changeLines(change: Change, table: ChangeTable): string[] {
  const { style } = table;
  const result = table.results.get(change.address);
  const symbol = style(actionColours[change.action], actionSymbols[change.action].padStart(3));
  const name = shownName(change);
  const status = result ? outcomeWord(result).padEnd(8) : '';
  const columns = [
    symbol,
    `${change.kind.padEnd(table.kindWidth)} `,
    `${name.padEnd(table.nameWidth)} `,
    ...(result ? [style(outcomeColours[result.outcome], status)] : []),
    style('dim', showPlace(change.place)),
  ];
  const details = [...reasonLines(change, result), ...fieldLines(change, table)];
  return [`  ${columns.join(' ').trimEnd()}`, ...details.map((line) => `        ${line}`)];
}

function reasonLines(change: Change, result: Result | undefined): string[] {
  if (result && result.outcome !== 'applied') {
    const reason = result.diagnostic?.message ?? result.reason;
    return reason === undefined ? [] : [visible(reasonClause(result.outcome, reason))];
  }
  return change.reason === undefined ? [] : [visible(reasonClause(change.action, change.reason))];
}

/** A creation's fields stand side by side, those of other changes on a line each, aligned, with their own place. */
function fieldLines(change: Change, table: ChangeTable): string[] {
  const { style } = table;
  if (change.action === 'waiting' || change.action === 'delete') return [];
  if (change.action === 'create') {
    if (!table.creationFields) return [];
    return wrap(tellingFields(change).map((field) => `${visible(field.path)}=${showAfter(field)}`)).map((line) =>
      style('dim', line),
    );
  }
  const width = Math.max(0, ...change.fields.map((field) => field.path.length));
  return change.fields.map((field) => {
    const place = samePlace(field, change) ? '' : `  ${style('dim', showPlace(field.place))}`;
    return `${visible(field.path).padEnd(width)}  ${showFieldChange(field)}${place}`.trimEnd();
  });
}

/** Items side by side, as many on a line as people like to read. */
function wrap(items: readonly string[]): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + item.length < 100) lines[lines.length - 1] = `${last} ${item}`;
    else lines.push(item);
  }
  return lines;
}

function samePlace(field: FieldChange, change: Change): boolean {
  return field.place === undefined || showPlace(field.place) === showPlace(change.place);
}

function shownName(change: Change): string {
  return shorten(visible(changeName(change)), longestName);
}

function showPlace(place: SourceRange | undefined): string {
  return place ? visible(`${place.file}:${place.start.line}`) : '';
}
