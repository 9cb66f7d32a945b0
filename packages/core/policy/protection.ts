import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { isProtectedByPeople, isProtectedByUs } from '../observe/labels.ts';
import type { Orphan } from '../plan/decision.ts';
import { protectedLabel } from '../provider/ownership.ts';
import { firstOf } from '../value/first-of.ts';
import { called } from './deletion.ts';

/** A forbidden deletion, with its protection in words. */
export interface ProtectedOrphan {
  readonly orphan: Orphan;
  readonly protection: string;
}

/** The findings about forbidden deletions: one for each protector in an environment. */
export function protectedFindings(refused: readonly ProtectedOrphan[]): Diagnostic[] {
  const addresses = new Set(refused.map(({ orphan }) => orphan.change.address));
  // A link to a protected object stays with it and has no finding of its own.
  const own = refused.filter(({ orphan }) => !orphan.names.some((name) => addresses.has(name)));
  const groups = Map.groupBy(own, ({ orphan, protection }) =>
    JSON.stringify([orphan.change.environment, protection, isByPeople(orphan)]),
  );
  return [...groups.values()].flatMap((members) => {
    const [first] = members;
    return first ? [protectedFinding(first, members)] : [];
  });
}

function protectedFinding({ orphan, protection }: ProtectedOrphan, members: readonly ProtectedOrphan[]): Diagnostic {
  const { change } = orphan;
  const verb = change.effect === 'narrows' ? 'not taken away' : 'not deleted';
  const names = members.map((member) => called(member.orphan.change));
  const message =
    members.length === 1
      ? `${names[0]} is ${verb}: ${protection}`
      : `${members.length} objects are ${verb}, because each is protected: ${firstOf(names)}`;
  const remedy = isByPeople(orphan)
    ? {
        cause: `Somebody gave it the label \`${protectedLabel}\``,
        fix: `Take the label \`${protectedLabel}\` off in Konnect, or declare it again.`,
      }
    : {
        cause: 'The last apply protected it from deletion, as its manifest said then',
        fix: 'Let a manifest declare it without deletion-protection, apply that, and delete it in a second step.',
      };
  return finding('deletion-protected', message, change.place, remedy);
}

function isByPeople({ observed: { labels } }: Orphan): boolean {
  return isProtectedByPeople(labels) && !isProtectedByUs(labels);
}
