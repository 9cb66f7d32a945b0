/** What a loop in a process of its own tells when it pauses. */
export interface PauseMessage {
  /** The rounds since the pause before: none where the loop only looked at the repository. */
  readonly rounds: readonly ToldRound[];
  /** Bytes in use after all garbage was collected. */
  readonly heap: number;
  readonly resident: number;
  /** Timers, sockets and child processes that keep the process alive. */
  readonly handles: number;
  /** Listeners on the loop's signal and on the process. */
  readonly listeners: number;
}

export interface ToldRound {
  readonly outcome: string;
  readonly isNews: boolean;
  readonly commit: string | undefined;
}
