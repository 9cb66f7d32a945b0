import type { Change } from '../../plan/change.ts';
import { shorten, visible } from '../../value/visible.ts';
import { changeName } from '../groups.ts';
import { type OrphanGroup, orphanAddress, orphanGroups, removalHint } from '../orphans.ts';
import { removedBy } from '../remarks.ts';
import { showPlace } from './changes.ts';
import type { Style } from './style.ts';

const mostListed = 20;
const longestName = 60;

/**
 * The orphans: objects that no manifest declares any more and that stay. Access comes first. Each has its origin, and a
 * hint says how to remove them.
 */
export function orphanLines(orphans: readonly Change[], style: Style): string[] {
  if (orphans.length === 0) return [];
  return [
    `Orphaned: no manifest declares ${orphans.length} of ours any more.`,
    ...orphanGroups(orphans).flatMap((group) => groupLines(group, style)),
    `  ${removalHint(orphans)}`,
  ];
}

function groupLines({ title, isAccess, members }: OrphanGroup, style: Style): string[] {
  const shown = members.slice(0, mostListed);
  const rows = shown.map((orphan) => ({ orphan, name: shorten(visible(changeName(orphan)), longestName) }));
  const kindWidth = Math.max(...rows.map(({ orphan }) => orphan.kind.length));
  const nameWidth = Math.max(...rows.map(({ name }) => name.length));
  const left = members.length - shown.length;
  return [
    `  ${style(isAccess ? 'yellow' : 'bold', visible(title))}`,
    ...rows.flatMap(({ orphan, name }) => {
      const address = visible(orphanAddress(orphan) ?? '');
      const where = [address, showPlace(orphan.place)].filter((part) => part !== '').join('  ');
      const line = `      ${orphan.kind.padEnd(kindWidth)}  ${name.padEnd(nameWidth)}  ${style('dim', where)}`;
      return [line.trimEnd(), ...(orphan.commit ? [`        ${visible(removedBy(orphan.commit))}`] : [])];
    }),
    ...(left > 0 ? [`      and ${left} more`] : []),
  ];
}
