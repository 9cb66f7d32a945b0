import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { count } from '@konduct/core/value/count';
import {
  addGatewaySummaries,
  type GatewayDiff,
  type GatewaySummary,
  gatewayLine,
  isUnchanged,
} from '@konduct/deck/gateway/change';
import { badOutcomes, type ControlPlaneOutcome } from '@konduct/deck/gateway/outcome';

/** Whether a run compared control planes (`diff`) or changed them (`sync`). */
export type GatewayMode = 'diff' | 'sync';

/** The result for one control plane, as reports show it. */
export interface ControlPlaneView {
  readonly name: string;
  readonly team: string;
  readonly outcome: ControlPlaneOutcome;
  /** The reason why it waits or is blocked. */
  readonly note?: string;
  readonly diff?: GatewayDiff;
  /** For a sync: the changes that decK counted. */
  readonly done?: GatewaySummary;
  readonly diagnostics: readonly Diagnostic[];
}

/** The result of all control planes as a clause: "no changes" only if every one of them was compared and has none. */
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

/** The state of a control plane in a few words. */
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

/** The number of changed entities; undefined where it is unknown, or nothing was done. */
export function countsOf({ outcome, diff, done }: ControlPlaneView, mode: GatewayMode): GatewaySummary | undefined {
  return mode === 'diff' || outcome === 'unchanged' ? diff?.summary : done;
}

/** The title above the changes of a control plane. */
export function changesTitle({ diff, done }: ControlPlaneView, mode: GatewayMode): string {
  if (!diff) return '';
  const planned = gatewayLine(diff.summary);
  if (mode === 'diff' || isUnchanged(diff.summary)) return planned;
  if (!done || isUnchanged(done)) return `not done: ${planned}`;
  const all = (['creates', 'takeovers', 'updates', 'deletes'] as const).every((of) => done[of] === diff.summary[of]);
  return all ? doneLine(done) : `${doneLine(done)}, of ${planned}`;
}

/** `1 created, 0 updated, 2 deleted`, with the number of takeovers if it is not 0. */
export function doneLine({ creates, takeovers, updates, deletes }: GatewaySummary): string {
  const taken = takeovers === 0 ? [] : [`${takeovers} taken over`];
  return [`${creates} created`, ...taken, `${updates} updated`, `${deletes} deleted`].join(', ');
}

export function isBad({ outcome }: Pick<ControlPlaneView, 'outcome'>): boolean {
  return badOutcomes.has(outcome);
}

/** The errors of a control plane. */
export function errorsOf({ diagnostics }: Pick<ControlPlaneView, 'diagnostics'>): Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'error');
}

/** Whether the control plane was compared and a rule forbids its changes. */
function isJudged({ outcome, diff }: ControlPlaneView): boolean {
  return outcome === 'refused' && diff !== undefined;
}
