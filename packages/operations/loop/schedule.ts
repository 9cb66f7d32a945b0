/** How often there are rounds. Times are in milliseconds. */
export interface Rhythm {
  /** From the end of a round to the start of the next. */
  readonly interval: number;
  /** The longest pause after failures; never shorter than the interval. */
  readonly longestPause: number;
}

/** How a round ended, as far as the next one depends on it. */
export interface Ending {
  /**
   * `well`; `held` for a failure that the next round finds again without asking more of others than a round with nothing
   * to do; `failed` for one after which others are left alone for longer each time.
   */
  readonly type: 'well' | 'held' | 'failed';
  /** The findings and the reason of the failure, as one text; empty if there is nothing to say. */
  readonly message: string;
  /** Whether something was changed. */
  readonly changed: boolean;
}

/** What one round leaves for the next. */
export interface Standing {
  /** The number of rounds that did not end well since one did. */
  readonly troubled: number;
  /** The number of those that failed, one after the other, which the pause grows with. */
  readonly failed: number;
  /** The message of the round before. */
  readonly said: string;
}

export const atFirst: Standing = { troubled: 0, failed: 0, said: '' };

export interface Step {
  readonly standing: Standing;
  /** Milliseconds until the next round. */
  readonly pause: number;
  /** Whether the round is worth telling: something was changed, or there is another message than before. */
  readonly isNews: boolean;
  /** The number of rounds before this one that did not end well; 0 unless this one did. */
  readonly recoveredFrom: number;
  /** How long a pause can become if further rounds fail, in milliseconds; absent where it does not grow. */
  readonly upTo?: number;
}

/**
 * Decides what follows from a round. After the first failure the pause is the interval; it doubles with each further
 * one and is at most a tenth longer, so that several loops do not return together.
 *
 * @param jitter from 0 to 1
 */
export function afterRound(before: Standing, { type, message, changed }: Ending, rhythm: Rhythm, jitter: number): Step {
  const { interval, longestPause } = rhythm;
  const failed = type === 'failed' ? before.failed + 1 : 0;
  const most = Math.max(longestPause, interval);
  const pause = failed === 0 ? interval : Math.min(most, interval * 2 ** (failed - 1)) * (1 + jitter / 10);
  const grows = failed > 0 && interval < most;
  const recoveredFrom = type === 'well' ? before.troubled : 0;
  return {
    standing: { troubled: type === 'well' ? 0 : before.troubled + 1, failed, said: message },
    pause,
    isNews: changed || message !== before.said || recoveredFrom > 0,
    recoveredFrom,
    ...(grows ? { upTo: most } : {}),
  };
}
