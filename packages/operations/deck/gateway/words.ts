import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { count } from '@konduct/core/report/words';
import {
  addGatewaySummaries,
  type GatewayDiff,
  type GatewaySummary,
  gatewayLine,
  isUnchanged,
} from '@konduct/deck/gateway/change';
import { badOutcomes, type ControlPlaneOutcome } from '@konduct/deck/gateway/outcome';

/** Whether a run was about what a sync would do, or did it. */
export type GatewayMode = 'diff' | 'sync';

/** What is told of one control plane. */
export interface ControlPlaneView {
  readonly name: string;
  readonly team: string;
  readonly outcome: ControlPlaneOutcome;
  /** What it waits for, or what blocks it. */
  readonly note?: string;
  readonly diff?: GatewayDiff;
  /** Of a sync: what decK counted as done. */
  readonly done?: GatewaySummary;
  readonly diagnostics: readonly Diagnostic[];
}

/** What control planes came to, in a clause: without changes are only those that were compared, every one of them. */
export function resultClause(planes: readonly ControlPlaneView[], mode: GatewayMode): string {
  if (planes.length === 0) return mode === 'diff' ? 'nothing was compared' : 'nothing was synced';
  if (planes.every(({ outcome }) => outcome === 'unchanged')) return 'no changes';
  const total = addGatewaySummaries(planes.flatMap((plane) => countsOf(plane, mode) ?? []));
  const some = (wanted: (plane: ControlPlaneView) => boolean, what: string): string[] => {
    const found = planes.filter(wanted).length;
    return found === 0 ? [] : [`${found} of ${count(planes.length, 'control plane')} ${what}`];
  };
  const troubles =
    mode === 'diff'
      ? [
          ...some((plane) => isBad(plane) && !isJudged(plane), 'could not be compared'),
          ...some(isJudged, 'would be refused'),
        ]
      : [
          ...some((plane) => isBad(plane) && plane.outcome !== 'partly', 'not synced'),
          ...some(({ outcome }) => outcome === 'partly', 'synced in part'),
        ];
  const changes = isUnchanged(total) ? [] : [mode === 'diff' ? gatewayLine(total) : doneLine(total)];
  const others = (['blocked', 'waiting'] as const).flatMap((word) => some(({ outcome }) => outcome === word, word));
  return [...changes, ...troubles, ...others].join('; ');
}

/** What became of a control plane, in a few words. */
export function stateOf({ outcome, note }: ControlPlaneView, mode: GatewayMode): string {
  if (note !== undefined) return note;
  switch (outcome) {
    case 'failed':
      return mode === 'diff' ? 'could not be compared' : 'failed';
    case 'stale':
      return mode === 'diff' ? 'stale, not compared' : 'stale, not synced';
    case 'partly':
      return 'synced in part';
    default:
      return outcome;
  }
}

/** How many of its entities a run concerns; undefined where that is not known, or nothing was done. */
export function countsOf({ outcome, diff, done }: ControlPlaneView, mode: GatewayMode): GatewaySummary | undefined {
  return mode === 'diff' || outcome === 'unchanged' ? diff?.summary : done;
}

/** What stands over the changes of a control plane. */
export function changesTitle({ diff, done }: ControlPlaneView, mode: GatewayMode): string {
  if (!diff) return '';
  const planned = gatewayLine(diff.summary);
  if (mode === 'diff' || isUnchanged(diff.summary)) return planned;
  if (!done || isUnchanged(done)) return `not done: ${planned}`;
  const all = (['creates', 'takeovers', 'updates', 'deletes'] as const).every((of) => done[of] === diff.summary[of]);
  return all ? doneLine(done) : `${doneLine(done)}, of ${planned}`;
}

/** `1 created, 0 updated, 2 deleted`, and what was taken over where there is any. */
export function doneLine({ creates, takeovers, updates, deletes }: GatewaySummary): string {
  const taken = takeovers === 0 ? [] : [`${takeovers} taken over`];
  return [`${creates} created`, ...taken, `${updates} updated`, `${deletes} deleted`].join(', ');
}

export function isBad({ outcome }: Pick<ControlPlaneView, 'outcome'>): boolean {
  return badOutcomes.has(outcome);
}

/** Why a control plane is not as it should be. */
export function errorsOf({ diagnostics }: Pick<ControlPlaneView, 'diagnostics'>): Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'error');
}

/** Whether it was compared and a rule of ours speaks against its changes. */
function isJudged({ outcome, diff }: ControlPlaneView): boolean {
  return outcome === 'refused' && diff !== undefined;
}
