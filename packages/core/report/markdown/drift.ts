import type { Difference } from '../../drift/difference.ts';
import type { DriftReport } from '../../drift/drift-report.ts';
import { isBuiltin } from '../../source/range.ts';
import { count } from '../../value/count.ts';
import {
  type DriftGroup,
  differenceClause,
  driftGroups,
  driftSentence,
  notLookedAt,
  remedyFor,
  showHere,
  showWanted,
  sinceClause,
} from '../drift.ts';
import { changeName } from '../groups.ts';
import { codeBlock, codeSpan, escapeMarkdown, messageMarkdown } from './escape.ts';
import type { Detail } from './fit.ts';
import { type Links, placeLink } from './link.ts';

/** The most differences of a group in a table, by the level of detail. */
const most: Readonly<Record<Detail, number>> = { everything: 2000, changes: 300, names: 100, kinds: 20, counts: 0 };

/** What differs in an organization, as blocks: drift first, then what is pending. */
export function driftBlocks(
  drift: DriftReport,
  organization: string,
  detail: Detail,
  links: Links | undefined,
): string[] {
  const since = sinceClause(drift, (digits) => `\`${digits}\``);
  return [
    `**${escapeMarkdown(driftSentence(drift))}**`,
    ...(since === undefined ? [] : [messageMarkdown(since)]),
    ...driftGroups(drift, organization).flatMap((group) => groupBlocks(drift, group, detail, links)),
    `_${escapeMarkdown(notLookedAt)}_`,
  ];
}

function groupBlocks(drift: DriftReport, group: DriftGroup, detail: Detail, links: Links | undefined): string[] {
  const { environment, members, remedy, title: what } = group;
  const title = `### ${codeSpan(environment ?? 'organization')}: ${what}`;
  const commands = remedy === undefined ? [] : [`${capital(remedy.does)}:`, ...commandBlocks(remedy.command)];
  return [title, ...differenceTable(members, drift.deep, detail, links), ...commands];
}

/** What differs in one part, as the blocks of an issue: a table, and the command that mends it. */
export function partBlocks(
  drift: DriftReport,
  part: { readonly organization: string; readonly environment?: string | undefined },
  members: readonly Difference[],
  detail: Detail,
  links: Links | undefined,
): string[] {
  const remedy = (those: readonly Difference[]) => remedyFor(drift, part.organization, part.environment, those);
  const isAlone = (each: Difference) => remedy([each]).alone;
  const [open, beside] = [members.filter(isAlone), members.filter((each) => !isAlone(each))];
  const since = sinceClause(drift, (digits) => `\`${digits}\``);
  return [
    ...(since === undefined ? [] : [messageMarkdown(since)]),
    ...differenceTable(members, drift.deep, detail, links),
    ...(open.length === 0
      ? []
      : ['**To mend it**, and nothing that is pending:', ...commandBlocks(remedy(open).command)]),
    `${open.length === 0 ? '**To mend it**' : 'Or'}, together with all that is pending: run the workflow that applies this environment${beside.length === 0 ? '.' : `. ${count(beside.length, 'difference')} can be mended in no other way:`}`,
    ...(beside.length === 0 ? [] : commandBlocks(remedy(beside).command)),
    'If Konnect is right and the manifests are not, change the manifests instead.',
  ];
}

function commandBlocks(command: string): string[] {
  return [codeBlock('sh', [command])];
}

function differenceTable(
  members: readonly Difference[],
  deep: boolean,
  detail: Detail,
  links: Links | undefined,
): string[] {
  const shown = members.slice(0, most[detail]);
  const left = members.length - shown.length;
  const rows = shown.flatMap((member) => rowsOf(member, deep, links));
  const head = ['object', 'field', 'in Konnect', 'in the manifests', 'changed', 'declared'];
  const lines = [head, head.map(() => ':--'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return [
    ...(rows.length === 0 ? [] : [lines.join('\n')]),
    ...(left === 0 ? [] : [`_and ${left} more, which do not fit here; the report file has them_`]),
  ];
}

function rowsOf(difference: Difference, deep: boolean, links: Links | undefined): string[][] {
  const { kind, type, fields, updatedAt, place } = difference;
  const name = `${escapeMarkdown(kind)} ${codeSpan(changeName(difference), 'cell')}`;
  const time = updatedAt === undefined ? '' : codeSpan(updatedAt, 'cell');
  const declared = (at: typeof place) => (at === undefined ? '' : placeLink(at, links).replaceAll('|', '\\|'));
  const clause = differenceClause(difference);
  const told = clause === undefined ? '' : escapeMarkdown(clause);
  if (type !== 'changed' || fields.length === 0) return [[name, '', told, '', time, declared(place)]];
  return fields.map((field, index) => [
    index === 0 ? (told === '' ? name : `${name} (${told})`) : '',
    codeSpan(field.path, 'cell'),
    codeSpan(showHere(field, deep), 'cell'),
    codeSpan(showWanted(field), 'cell'),
    index === 0 ? time : '',
    declared(field.place && !isBuiltin(field.place.file) ? field.place : place),
  ]);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
