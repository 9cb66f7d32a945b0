import type { Change, Commit } from '../plan/change.ts';

/** How much of a commit's id people know it by. */
export const shownDigits = 7;

/** Which commit took something out of the manifests. */
export function removedBy({ id, subject }: Commit): string {
  return `removed from the manifests by ${id.slice(0, shownDigits)} ${subject}`;
}

/** What there is to say of a change beside its fields: why it is done, what goes with it, which commit asked for it. */
export function changeRemarks({ action, reason, takesAlong = [], commit }: Change): string[] {
  const along =
    takesAlong.length === 0 ? [] : [`${action === 'replace' ? 'loses' : 'takes along'} ${takesAlong.join('; ')}`];
  return [
    ...(reason === undefined ? [] : [action === 'replace' ? `deleted and made anew: ${reason}` : reason]),
    ...along,
    ...(commit ? [removedBy(commit)] : []),
  ];
}
