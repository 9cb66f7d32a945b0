/** Calls of Konnect's API: those that read, and those that write. */
export interface CallCounts {
  readonly reads: number;
  readonly writes: number;
}

/**
 * The calls of one organization's part of a run. The counts follow from the manifests and Konnect's state alone; `time`
 * does not, so that only a log, a terminal and the summary of a job show it.
 */
export interface Calls {
  /** What it took to make the plan. */
  readonly planned: CallCounts;
  /** What a run that applies the plan sends in all, planning included. */
  readonly expected: CallCounts;
  /** What this run sent, once it has applied the plan. */
  readonly sent?: CallCounts & {
    /** Calls that Konnect put off with 429, failed at or did not answer. */
    readonly vain: number;
    /** Calls in none of the other counts: those for a lease that another run held, and those that prolonged the own one. */
    readonly lease: number;
  };
  readonly time?: {
    /** Milliseconds of the average answer in this run. */
    readonly latency: number;
    /** Milliseconds that the calls of an apply take at that latency. */
    readonly apply: number;
  };
}
