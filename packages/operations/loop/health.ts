/** The state of a loop, as others may know it. Times are milliseconds since the epoch. */
export interface LoopState {
  /** The last time at which a round began, went on or ended. */
  readonly lastSign: number;
  /** Milliseconds until the next round is due, at the last sign. */
  readonly pause: number;
  /** Milliseconds between two rounds. */
  readonly interval: number;
  readonly rounds: number;
  /** The number of rounds since the last one that ended well. */
  readonly troubled: number;
  readonly last?: LastRound;
  /** When a round last ended well. */
  readonly lastSuccess?: number;
}

export interface LastRound {
  readonly ended: number;
  /** A word of the table of outcomes. */
  readonly outcome: string;
  readonly commit?: string;
}

/** The least time that a loop may be silent, in milliseconds: decK may take most of it for one control plane. */
const leastSilence = 900_000;

/** The answer to `/health`: whether the loop is at work, and how its last round ended. Nothing in it is secret. */
export function healthOf(state: LoopState, now: number): { readonly isAlive: boolean; readonly body: string } {
  const silence = Math.max(3 * Math.max(state.interval, state.pause), leastSilence);
  const isAlive = now - state.lastSign <= silence;
  const { last, lastSuccess } = state;
  const body = {
    status: isAlive ? 'alive' : 'stalled',
    rounds: state.rounds,
    troubled: state.troubled,
    lastSign: time(state.lastSign),
    lastSuccess: lastSuccess === undefined ? null : time(lastSuccess),
    lastRound: last ? { ended: time(last.ended), outcome: last.outcome, commit: last.commit ?? null } : null,
  };
  return { isAlive, body: `${JSON.stringify(body)}\n` };
}

function time(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
