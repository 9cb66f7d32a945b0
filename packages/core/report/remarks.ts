import type { Change } from '../plan/change.ts';

/** How much of a commit's id people know it by. */
const shownDigits = 7;

/** What there is to say of a change beside its fields: why it is done, what goes with it, which commit asked for it. */
export function changeRemarks({ action, reason, takesAlong = [], commit }: Change): string[] {
  const along =
    takesAlong.length === 0 ? [] : [`${action === 'replace' ? 'loses' : 'takes along'} ${takesAlong.join('; ')}`];
  return [
    ...(reason === undefined ? [] : [action === 'replace' ? `deleted and made anew: ${reason}` : reason]),
    ...along,
    ...(commit ? [`removed from the manifests by ${commit.id.slice(0, shownDigits)} ${commit.subject}`] : []),
  ];
}
