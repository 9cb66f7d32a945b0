/** How long a lease lasts. All times are in milliseconds. */
export interface LeaseTimes {
  /** The time for which a lease is taken or prolonged. A run that was killed keeps others out for so long. */
  readonly duration: number;
  /** The time between prolongations. */
  readonly interval: number;
  /**
   * The time before the end of a lease from which its holder sends no write. Konnect then has the time to finish the
   * last one.
   */
  readonly margin: number;
  /**
   * The time after the end of a lease from which others take it over. It covers clocks that differ between machines, and
   * a write that Konnect finishes late.
   */
  readonly grace: number;
}

export const leaseTimes: LeaseTimes = { duration: 180_000, interval: 15_000, margin: 45_000, grace: 60_000 };

/** The time, in milliseconds since the epoch, after which another run takes over a lease with this end. */
export function takeoverTime(until: number, { grace }: Pick<LeaseTimes, 'grace'>): number {
  return until + grace;
}
