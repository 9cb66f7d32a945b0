import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { inputWords } from '../diagnostic/input-words.ts';
import type { Change } from '../plan/change.ts';
import { firstOf } from '../value/first-of.ts';

/** A warning of its own for access that the manifests no longer grant and that still exists in Konnect. */
export function orphanedAccess(left: readonly Change[]): Diagnostic[] {
  const access = left.filter(({ effect }) => effect === 'narrows');
  if (access.length === 0) return [];
  const names = access.map(({ kind, name }) => `${kind} ${name}`);
  const message = `No manifest declares this access any more, and it is still there: ${firstOf(names)}`;
  return [
    finding('access-orphaned', message, access[0]?.place, {
      severity: 'warning',
      fix: access.some(({ stays }) => stays === 'prune')
        ? `Run with ${inputWords('prune', 'access')} to withdraw it, or with \`all\` to delete the rest, too; or declare it again.`
        : 'The list of what is orphaned says which run withdraws it; or declare it again.',
    }),
  ];
}
