/** The measured cost of one run of a tool. */
export interface Figure {
  readonly calls: number;
  readonly seconds: number;
}

/** The runs that every tool is measured in. */
export const runs = ['first apply', 'no-op plan', 'no-op apply', 'one spec changed'] as const;
export type Run = (typeof runs)[number];

/**
 * koctl and kongctl, measured in September 2026 on a machine with two cores against a fake API that took 50 ms for each
 * response and had pages of 100. Neither verifies its changes. koctl has no plan, so its second run stands for both
 * no-op rows, and it also clones every service repository.
 */
export const baselines: Readonly<
  Record<string, Readonly<Record<'koctl' | 'kongctl', Readonly<Partial<Record<Run, Figure>>>>>>
> = {
  'Kong Air': {
    koctl: {
      'first apply': { calls: 86, seconds: 4.57 },
      'no-op plan': { calls: 66, seconds: 3.49 },
      'no-op apply': { calls: 66, seconds: 3.49 },
      'one spec changed': { calls: 67, seconds: 3.58 },
    },
    kongctl: {
      'first apply': { calls: 64, seconds: 1.73 },
      'no-op plan': { calls: 46, seconds: 2.48 },
      'no-op apply': { calls: 46, seconds: 2.5 },
      'one spec changed': { calls: 50, seconds: 2.71 },
    },
  },
  '40 services': {
    koctl: {
      'first apply': { calls: 622, seconds: 32.96 },
      'no-op plan': { calls: 546, seconds: 29.11 },
      'no-op apply': { calls: 546, seconds: 29.11 },
      'one spec changed': { calls: 547, seconds: 29.21 },
    },
    kongctl: {
      'first apply': { calls: 536, seconds: 12.49 },
      'no-op plan': { calls: 414, seconds: 21.39 },
      'no-op apply': { calls: 270, seconds: 14.05 },
      'one spec changed': { calls: 274, seconds: 14.26 },
    },
  },
  '200 services': {
    koctl: {
      'first apply': { calls: 3062, seconds: 168 },
      'no-op plan': { calls: 2706, seconds: 155.2 },
      'no-op apply': { calls: 2706, seconds: 155.2 },
      'one spec changed': { calls: 2707, seconds: 157.9 },
    },
    kongctl: {
      'first apply': { calls: 2656, seconds: 61.05 },
      'no-op plan': { calls: 2057, seconds: 106.1 },
      'no-op apply': { calls: 1273, seconds: 66 },
      'one spec changed': { calls: 1283, seconds: 66.5 },
    },
  },
};
