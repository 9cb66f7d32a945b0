/** The possible results for a control plane. `blocked`: an environment that its own depends on has an error. */
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

/** The results that make a run fail. */
export const badOutcomes: ReadonlySet<ControlPlaneOutcome> = new Set(['partly', 'failed', 'refused', 'stale']);
