import type { Result } from '../../apply/result.ts';
import type { Action, Change, FieldChange } from '../../plan/change.ts';
import { undoWords } from '../../plan/lost.ts';
import { type SourceRange, showLine } from '../../source/range.ts';
import { shorten, visible } from '../../value/visible.ts';
import { blockedClause, blockedGroupClause, blockedNames, blockedOf } from '../blocked.ts';
import { type ChangeGroup, changeName, groupName } from '../groups.ts';
import { firstNames } from '../names.ts';
import { changeRemarks } from '../remarks.ts';
import { showAfter, showFieldChange, tellingFields } from '../value.ts';
import { gatheredClause, gatherWaiting, type Waiting, waitingClause, waitingOf } from '../waiting.ts';
import { actionSymbols, nonZero, outcomeWord } from '../words.ts';
import { wrap } from '../wrap.ts';
import type { Colour, Style } from './style.ts';

const actionColours: Readonly<Record<Action, Colour>> = {
  create: 'green',
  update: 'yellow',
  replace: 'magenta',
  delete: 'red',
  adopt: 'cyan',
  none: 'dim',
  waiting: 'blue',
  blocked: 'red',
};

const outcomeColours: Readonly<Record<Result['outcome'], Colour>> = {
  applied: 'green',
  failed: 'red',
  skipped: 'yellow',
  waiting: 'blue',
  blocked: 'red',
};

const longestName = 64;
/**
 * With more creations than this, their fields are left out, as they are after an apply: the list would be too long to
 * read.
 */
const detailedCreations = 100;

export interface ChangeTable {
  readonly style: Style;
  readonly results: ReadonlyMap<string, Result>;
  readonly waiting: ReadonlyMap<Change, Waiting>;
  /** The widths of the columns before the place, the same for all groups of an organization. */
  readonly kindWidth: number;
  readonly nameWidth: number;
  readonly creationFields: boolean;
}

/** Computes the widths of columns from all changes of an organization, so that its groups line up. */
export function changeTable(changes: readonly Change[], results: readonly Result[], style: Style): ChangeTable {
  const listed = changes.filter((change) => change.action !== 'none');
  return {
    style,
    results: new Map(results.map((result) => [result.address, result])),
    waiting: waitingOf(changes, results),
    kindWidth: Math.max(0, ...listed.map((change) => change.kind.length)),
    nameWidth: Math.max(0, ...listed.map((change) => shownName(change).length)),
    creationFields:
      results.length === 0 && listed.filter((change) => change.action === 'create').length <= detailedCreations,
  };
}

/** The lines of one group: its name with its counts, then a line or more for each change. */
export function groupLines(group: ChangeGroup, table: ChangeTable): string[] {
  const { style } = table;
  const counts = nonZero(group.summary, group.changedAdoptions).join(', ');
  const title = `  ${style('bold', visible(groupName(group)))}  ${style('dim', counts)}`;
  const gathered = gatheredLines(group, table);
  const lines = group.changes.flatMap((change) =>
    change.action === 'none' ? [] : (gathered.get(change) ?? changeLines(change, table)),
  );
  return [title, ...lines];
}

/**
 * Lines for changes that wait for the same thing or are blocked by the same cause: the first has all their lines, the
 * others have none.
 */
function gatheredLines({ changes }: ChangeGroup, { style, waiting }: ChangeTable): Map<Change, string[]> {
  const lines = new Map<Change, string[]>();
  const gather = (action: Action, members: readonly Change[], clause: string, names: readonly string[]) => {
    if (members.length < 2) return;
    const symbol = style(actionColours[action], actionSymbols[action].padStart(3));
    const lost = undoWords(members);
    const details = [...(lost === undefined ? [] : [visible(lost)]), ...wrap(names, ' ', 99)];
    const all = [`  ${symbol} ${visible(clause)}`, ...details.map((line) => `        ${line}`)];
    for (const [index, change] of members.entries()) lines.set(change, index === 0 ? all : []);
  };
  for (const members of gatherWaiting(changes.flatMap((change) => waiting.get(change) ?? []))) {
    const waits = members.map(({ change }) => change);
    gather('waiting', waits, gatheredClause(members), firstNames(waits.map(shownName)));
  }
  for (const members of blockedOf(changes)) {
    const blocked = members.map(({ change }) => change);
    const names = blockedNames(members, (change) => `${change.kind} ${shownName(change)}`);
    gather('blocked', blocked, blockedGroupClause(members), names);
  }
  return lines;
}

function changeLines(change: Change, table: ChangeTable): string[] {
  const { style } = table;
  const result = table.results.get(change.address);
  const waiting = table.waiting.get(change);
  const action = waiting ? 'waiting' : change.action;
  const columns = [
    style(actionColours[action], actionSymbols[action].padStart(3)),
    `${change.kind.padEnd(table.kindWidth)} `,
    `${shownName(change).padEnd(table.nameWidth)} `,
    ...(result ? [style(outcomeColours[result.outcome], outcomeWord(result).padEnd(8))] : []),
    style('dim', showPlace(change.place)),
  ];
  const details = [
    ...(waiting ? [visible(waitingClause(waiting))] : reasonLines(change, result)),
    ...fieldLines(change, table),
  ];
  return [`  ${columns.join(' ').trimEnd()}`, ...details.map((line) => `        ${line}`)];
}

function reasonLines(change: Change, result: Result | undefined): string[] {
  if (change.block) {
    const lost = undoWords([change]);
    const clause = blockedClause({ change, block: change.block });
    return [clause, ...(lost === undefined ? [] : [lost])].map(visible);
  }
  if (result && result.outcome !== 'applied') {
    const reason = result.diagnostic?.message ?? result.reason;
    return reason === undefined ? [] : [visible(reason)];
  }
  return changeRemarks(change).map(visible);
}

/**
 * The fields of a change. Those of a creation share lines; those of other changes have a line each, aligned, with their
 * own place.
 */
function fieldLines(change: Change, table: ChangeTable): string[] {
  const { style } = table;
  const action = change.block?.action ?? change.action;
  if (action === 'waiting' || action === 'delete' || (change.block && action === 'create')) return [];
  if (action === 'create') {
    if (!table.creationFields) return [];
    const fields = tellingFields(change).map((field) => `${visible(field.path)}=${showAfter(field)}`);
    return wrap(fields, ' ', 99).map((line) => style('dim', line));
  }
  const width = Math.max(0, ...change.fields.map((field) => field.path.length));
  return change.fields.map((field) => {
    const place = samePlace(field, change) ? '' : `  ${style('dim', showPlace(field.place))}`;
    return `${visible(field.path).padEnd(width)}  ${showFieldChange(field)}${place}`.trimEnd();
  });
}

function samePlace(field: FieldChange, change: Change): boolean {
  return field.place === undefined || showPlace(field.place) === showPlace(change.place);
}

export function shownName(change: Change): string {
  return shorten(visible(changeName(change)), longestName);
}

export function showPlace(place: SourceRange | undefined): string {
  return place ? visible(showLine(place)) : '';
}
