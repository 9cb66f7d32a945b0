import type { Change, Commit } from '../../plan/change.ts';
import { changeName } from '../groups.ts';
import { type OrphanGroup, orphanAddress, orphanGroups, removalHint } from '../orphans.ts';
import { shownDigits } from '../remarks.ts';
import { codeSpan, escapeHtml, escapeMarkdown } from './escape.ts';
import { atLeast, type Detail } from './fit.ts';
import { folded } from './folded.ts';
import { type Links, placeLink } from './link.ts';

/**
 * The orphans: objects that no manifest declares any more and that stay. Access comes first in an open fold, the rest
 * is folded; a hint says how to remove them.
 */
export function orphansMarkdown(orphans: readonly Change[], detail: Detail, links: Links | undefined): string[] {
  if (orphans.length === 0) return [];
  const most = atLeast(detail, 'changes') ? 100 : atLeast(detail, 'kinds') ? 20 : 5;
  return [
    `**${orphans.length} orphaned**: no manifest declares them any more. ${removalHint(orphans)}`,
    ...orphanGroups(orphans).map((group) => groupFold(group, most, links)),
  ];
}

function groupFold({ title, isAccess, members }: OrphanGroup, most: number, links: Links | undefined): string {
  const left = members.length - most;
  const lines = [
    ...members.slice(0, most).map((orphan) => orphanLine(orphan, links)),
    ...(left > 0 ? [`- and ${left} more`] : []),
  ];
  return folded(escapeHtml(title), lines, isAccess ? 'open' : 'closed');
}

function orphanLine(orphan: Change, links: Links | undefined): string {
  const address = orphanAddress(orphan);
  const at = address === undefined ? '' : `, ${codeSpan(address)}`;
  const place = orphan.place ? ` (${placeLink(orphan.place, links)})` : '';
  const by = orphan.commit ? `; ${removedByMarkdown(orphan.commit, links)}` : '';
  return `- ${orphan.kind} ${codeSpan(changeName(orphan))}${at}${place}${by}`;
}

/** The commit that removed an object from the manifests, as a link if `links` is given. */
function removedByMarkdown({ id, subject }: Commit, links: Links | undefined): string {
  const shown = codeSpan(id.slice(0, shownDigits));
  const commit = links && /^[0-9a-f]+$/.test(id) ? `[${shown}](${links.repository}/commit/${id})` : shown;
  return `removed from the manifests by ${commit} ${escapeMarkdown(subject)}`;
}
