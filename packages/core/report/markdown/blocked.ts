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

/** How many blocked changes and gathered ones are told where there is little room. */
const fewest = 10;

/** What is not carried out, and the cause to mend: shown at once, since it makes the run fail. */
export function blockedMarkdown({ plan }: OrganizationReport, detail: Detail, links: Links | undefined): string[] {
  const all = blockedOf(plan?.changes ?? []);
  // What is to be mended comes before what only follows from it.
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
    return [`- ${change.kind} ${codeSpan(changeName(change))}: ${clause}${place}`, ...fieldLines(first)].join('\n');
  }
  const names = blockedNames(members, (each) => `${each.kind} ${codeSpan(changeName(each))}`);
  const where = change.environment === undefined ? '' : ` (${codeSpan(change.environment)})`;
  return `- ${blockedGroupClause(members, clauseStyle)}${where}: ${names.join(' ')}`;
}

/** What differs in an object that is there. */
function fieldLines({ change, block }: Blocked): string[] {
  if (block.action === 'create') return [];
  return change.fields.map((field) => `  - ${codeSpan(field.path)}: ${codeSpan(showFieldChange(field))}`);
}
