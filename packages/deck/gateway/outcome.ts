/** What may become of a control plane; one is blocked by an environment that its own depends on. */
export const controlPlaneOutcomes = [
  'unchanged',
  'changes',
  'synced',
  'partly',
  'failed',
  'refused',
  'stale',
  'waiting',
  'blocked',
] as const;

export type ControlPlaneOutcome = (typeof controlPlaneOutcomes)[number];

/** Those that make a run fail. */
export const badOutcomes: ReadonlySet<ControlPlaneOutcome> = new Set(['partly', 'failed', 'refused', 'stale']);
