/** What comparing two versions of one API may take: milliseconds and bytes. */
export interface OasdiffLimits {
  /** For two whole documents. */
  readonly whole: number;
  /** For some paths of them. */
  readonly part: number;
  /** For all parts together. */
  readonly parts: number;
  readonly output: number;
}

/** What holds unless a run is told otherwise. */
export const oasdiffLimits: OasdiffLimits = {
  whole: 60_000,
  part: 10_000,
  parts: 120_000,
  output: 32 * 1024 * 1024,
};

/** The limits of a run that may take so many milliseconds for two whole documents: the parts follow. */
export function oasdiffLimitsOf(whole: number): OasdiffLimits {
  const share = whole / oasdiffLimits.whole;
  return { ...oasdiffLimits, whole, part: oasdiffLimits.part * share, parts: oasdiffLimits.parts * share };
}
