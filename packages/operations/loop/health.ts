import type { Round } from './round.ts';

/** The state of a loop, as others may know it. Times are milliseconds since the epoch. */
export interface LoopState {
  /** The last time at which a round began, went on or ended. */
  readonly lastSign: number;
  /** Milliseconds between two rounds. */
  readonly interval: number;
  /** Absent before the end of the first round. */
  readonly last?: Pick<Round, 'number' | 'ended' | 'outcome' | 'troubled' | 'pause' | 'commit'>;
  /** When the next round begins, unless a new commit comes before; absent while one is in progress. */
  readonly nextRound?: number;
  /** When a round last ended well. */
  readonly lastSuccess?: number;
}

/** The least time that a loop may be silent, in milliseconds: decK may take most of it for one control plane. */
const leastSilence = 900_000;

/** The answer to `/health`: whether the loop is at work, and how its last round ended. Nothing in it is secret. */
export function healthOf(state: LoopState, now: number): { readonly isAlive: boolean; readonly body: string } {
  const { interval, lastSign, last, lastSuccess, nextRound } = state;
  const silence = Math.max(3 * Math.max(interval, last?.pause ?? 0), leastSilence);
  const isAlive = now - lastSign <= silence;
  const body = {
    status: isAlive ? 'alive' : 'stalled',
    rounds: last?.number ?? 0,
    troubled: last?.troubled ?? 0,
    lastSign: time(lastSign),
    lastSuccess: lastSuccess === undefined ? null : time(lastSuccess),
    nextRound: nextRound === undefined ? null : time(nextRound),
    lastRound: last ? { ended: time(last.ended), outcome: last.outcome, commit: last.commit ?? null } : null,
  };
  return { isAlive, body: `${JSON.stringify(body)}\n` };
}

function time(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
