/** What may become of a control plane. */
export const controlPlaneOutcomes = [
  'unchanged',
  'changes',
  'synced',
  'partly',
  'failed',
  'refused',
  'stale',
  'waiting',
] as const;

export type ControlPlaneOutcome = (typeof controlPlaneOutcomes)[number];

/** Those that make a run fail. */
export const badOutcomes: ReadonlySet<ControlPlaneOutcome> = new Set(['partly', 'failed', 'refused', 'stale']);
