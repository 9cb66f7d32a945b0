import type { Change, Commit } from '../plan/change.ts';
import { undoWords } from '../plan/lost.ts';

/** The number of digits of a commit's id that are shown. */
export const shownDigits = 7;

/** Names the commit that removed an object from the manifests. */
export function removedBy({ id, subject }: Commit): string {
  return `removed from the manifests by ${id.slice(0, shownDigits)} ${subject}`;
}

/** Remarks on a change beside its fields: what is noticed on its way, its reason, the objects deleted with it, the commit that asked for it. */
export function changeRemarks(change: Change): string[] {
  const { action, reason, passesThrough = [], takesAlong = [], commit } = change;
  const lost = undoWords([change]);
  const along =
    takesAlong.length === 0 ? [] : [`${action === 'replace' ? 'loses' : 'takes along'} ${takesAlong.join('; ')}`];
  return [
    ...passesThrough.map((means) => `on the way: ${means}`),
    ...(reason === undefined ? [] : [action === 'replace' ? `deleted and made anew: ${reason}` : reason]),
    ...along,
    ...(lost === undefined ? [] : [lost]),
    ...(commit ? [removedBy(commit)] : []),
  ];
}
