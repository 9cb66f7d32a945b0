import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { hasKoctlMarker, isOwned } from '../observe/labels.ts';
import type { Observation } from '../observe/observation.ts';
import type { Decision } from '../plan/decision.ts';
import { firstOf } from '../value/first-of.ts';

/**
 * Warns once that koctl still writes to this platform. An adoption removes koctl's mark: an object with the mark and
 * our labels got the mark later. An object without our labels in a list with objects of ours has probably lost them to
 * koctl, which replaces all labels.
 */
export function koctlFindings(
  organization: string,
  decisions: readonly Decision[],
  observation: Observation,
  owners: ReadonlySet<string>,
): Diagnostic[] {
  const marked = decisions.filter(
    ({ observed, kind }) => kind.markedByKoctl && observed && hasKoctlMarker(observed.labels),
  );
  const written = marked.filter(({ observed, kind, change }) => {
    if (observed && isOwned(observed.labels, owners)) return true;
    const beside = observation.list({ kind, region: change.region, parents: {} })?.objects ?? [];
    return beside.some(({ labels }) => isOwned(labels, owners));
  });
  const [first] = written;
  if (!first) return [];
  const names = written.map(({ change }) => `${change.kind} ${change.name}`);
  const message = `koctl still writes to ${organization}, and takes labels away and sets fields back: ${firstOf(names)}`;
  return [
    finding('koctl-writes', message, first.change.place, {
      severity: 'warning',
      cause: 'They carry its mark beside objects of this platform, and the mark goes when Konduct takes something over',
      fix: 'Turn koctl off for this organization. Once it is off, one more apply takes these over for good.',
    }),
  ];
}
