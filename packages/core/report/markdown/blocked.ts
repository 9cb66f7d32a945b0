import type { Change } from '../../plan/change.ts';
import { undoWords } from '../../plan/lost.ts';
import type { OrganizationReport } from '../../run/reconciliation.ts';
import {
  type Blocked,
  type BlockedGroup,
  blockedClause,
  blockedGroupClause,
  blockedNames,
  blockedOf,
  type ClauseStyle,
  isCause,
} from '../blocked.ts';
import { changeName } from '../groups.ts';
import { showFieldChange } from '../value.ts';
import { codeSpan, messageMarkdown } from './escape.ts';
import { atLeast, type Detail } from './fit.ts';
import { folded } from './folded.ts';
import { type Links, placeLink } from './link.ts';

const clauseStyle: ClauseStyle = { code: codeSpan, reason: messageMarkdown };

/** The most groups that are shown where there is little room. */
const fewest = 10;

/** The blocked changes with their causes. The fold is open, because they make the run fail. */
export function blockedMarkdown({ plan }: OrganizationReport, detail: Detail, links: Links | undefined): string[] {
  const all = blockedOf(plan?.changes ?? []);
  // Groups with a cause to mend come before those that wait for another change.
  const groups = [...all.filter(isCause), ...all.filter((members) => !isCause(members))];
  if (groups.length === 0 || !atLeast(detail, 'kinds')) return [];
  const total = groups.reduce((sum, members) => sum + members.length, 0);
  const shown = atLeast(detail, 'changes') ? groups : groups.slice(0, fewest);
  const left = total - shown.reduce((sum, members) => sum + members.length, 0);
  const lines = [...shown.map((members) => groupLine(members, links)), ...(left > 0 ? [`- and ${left} more`] : [])];
  return [folded(`${total} blocked: a later run goes on when the cause is mended`, lines, 'open')];
}

function groupLine(members: BlockedGroup, links: Links | undefined): string {
  const [first] = members;
  const { change } = first;
  if (members.length === 1) {
    const place = change.place ? ` (${placeLink(change.place, links)})` : '';
    const clause = blockedClause(first, clauseStyle);
    const line = `- ${change.kind} ${codeSpan(changeName(change))}: ${clause}${place}`;
    return [line, ...lossLines([change]), ...fieldLines(first)].join('\n');
  }
  const names = blockedNames(members, (each) => `${each.kind} ${codeSpan(changeName(each))}`);
  const where = change.environment === undefined ? '' : ` (${codeSpan(change.environment)})`;
  const line = `- ${blockedGroupClause(members, clauseStyle)}${where}: ${names.join(' ')}`;
  return [line, ...lossLines(members.map(({ change: each }) => each))].join('\n');
}

function lossLines(changes: readonly Change[]): string[] {
  const lost = undoWords(changes);
  return lost === undefined ? [] : [`  - ${messageMarkdown(lost)}`];
}

/** The differing fields of an object that exists. */
function fieldLines({ change, block }: Blocked): string[] {
  if (block.action === 'create') return [];
  return change.fields.map((field) => `  - ${codeSpan(field.path)}: ${codeSpan(showFieldChange(field))}`);
}
