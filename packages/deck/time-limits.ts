/** Milliseconds that one run of decK may take. */
export interface DeckTimeLimits {
  /** For work on files: converting, patching, merging, linting. */
  readonly file: number;
  /** For a dump, a diff or a sync of one control plane. */
  readonly gateway: number;
}

/** What holds unless a run is told otherwise. */
export const deckTimeLimits: DeckTimeLimits = { file: 60_000, gateway: 600_000 };
