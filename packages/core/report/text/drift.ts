import type { Difference, DifferenceType } from '../../drift/difference.ts';
import { type DriftReport, differencesLeft } from '../../drift/drift-report.ts';
import { shorten, visible } from '../../value/visible.ts';
import {
  type DriftGroup,
  differenceClause,
  driftGroups,
  driftSentence,
  notLookedAt,
  showHere,
  showWanted,
  sinceClause,
} from '../drift.ts';
import { changeName } from '../groups.ts';
import { showPlace } from './changes.ts';
import type { Colour, Style } from './style.ts';

const symbols: Readonly<Record<DifferenceType, readonly [Colour, string]>> = {
  changed: ['yellow', '~'],
  missing: ['green', '+'],
  undeclared: ['red', '-'],
};

/** The lines of what differs in an organization: drift first, then what is pending. */
export function driftLines(drift: DriftReport, organization: string, style: Style): string[] {
  const since = sinceClause(drift);
  const groups = driftGroups(drift, organization).flatMap((group) => ['', ...groupLines(group, drift.deep, style)]);
  const isLeft = differencesLeft(drift).some(({ origin }) => origin !== 'pending');
  return [
    ...(since === undefined ? [] : [`  ${visible(since)}`]),
    ...groups,
    '',
    style(isLeft ? 'yellow' : 'green', driftSentence(drift)),
    style('dim', notLookedAt),
  ];
}

function groupLines(group: DriftGroup, deep: boolean, style: Style): string[] {
  const { environment, members, remedy } = group;
  const title = `${visible(environment ?? 'organization')}`;
  return [
    `  ${style('bold', title)}  ${style('dim', `${group.title}: ${members.length}`)}`,
    ...members.flatMap((member) => differenceLines(member, deep, style)),
    ...(remedy === undefined ? [] : [`    ${style('dim', `${remedy.does}:`)} ${visible(remedy.command)}`]),
  ];
}

function differenceLines(difference: Difference, deep: boolean, style: Style): string[] {
  const { kind, type, updatedAt, place, fields } = difference;
  const [colour, symbol] = symbols[type];
  const since = updatedAt === undefined ? '' : `since ${visible(updatedAt)}`;
  const columns = [kind, shorten(visible(changeName(difference)), 64), since, style('dim', showPlace(place))];
  const clause = differenceClause(difference);
  const width = Math.max(0, ...fields.map(({ path }) => path.length));
  const values = type !== 'changed' ? [] : fields;
  return [
    `    ${style(colour, symbol)} ${columns.filter((column) => column !== '').join('  ')}`,
    ...(clause === undefined ? [] : [`        ${visible(clause)}`]),
    ...values.map(
      (field) =>
        `        ${visible(field.path).padEnd(width)}  ${showHere(field, deep)} in Konnect, ${showWanted(field)} in the manifests`,
    ),
  ];
}
