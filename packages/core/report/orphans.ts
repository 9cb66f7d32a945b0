import { inputWords } from '../diagnostic/input-words.ts';
import type { Change } from '../plan/change.ts';

/** Orphans of one sort that stay for one reason. An orphan is an object that no manifest declares any more. */
export interface OrphanGroup {
  /** `Access still open: 2 (prune is off)`. */
  readonly title: string;
  readonly isAccess: boolean;
  readonly members: readonly Change[];
}

/** Groups orphans by the reason why they stay. Groups of access come first. */
export function orphanGroups(orphans: readonly Change[]): OrphanGroup[] {
  return [true, false].flatMap((isAccess) => {
    const sort = orphans.filter((orphan) => isAccessOrphan(orphan) === isAccess);
    return [...Map.groupBy(sort, ({ reason = '' }) => reason)].map(([reason, members]) => {
      const what = isAccess ? 'Access still open' : 'Objects';
      return { title: `${what}: ${members.length}${reason === '' ? '' : ` (${reason})`}`, isAccess, members };
    });
  });
}

/** Says how to remove orphans. */
export function removalHint(orphans: readonly Change[]): string {
  const stay = orphans.filter(({ stays }) => stays === 'prune');
  const count = stay.filter(isAccessOrphan).length;
  const access = inputWords('prune', 'access');
  const all = inputWords('prune', 'all');
  const prune =
    count === 0
      ? `Delete them with ${all}, or declare again what is to stay.`
      : count === stay.length
        ? `Withdraw it with ${access}, or with \`all\`, or declare again what is to stay.`
        : `Withdraw the access with ${access}, delete all of it with ${all}, or declare again what is to stay.`;
  const isPart = orphans.some(({ stays }) => stays === 'selection');
  return [
    ...(stay.length > 0 ? [prune] : []),
    ...(isPart
      ? [`A run without \`environments\` and \`level\`, with ${all}, deletes what this one is not about.`]
      : []),
    ...(stay.length > 0 || isPart ? [] : ['The next run decides about them.']),
  ].join(' ');
}

/** The address of an orphan, or undefined for a link: its name has all parts of its address. */
export function orphanAddress({ address, kind, name }: Change): string | undefined {
  return address.startsWith(`${kind} ${name}`) ? undefined : address;
}

function isAccessOrphan({ effect }: Change): boolean {
  return effect === 'narrows';
}
