import type { NetworkLimits } from '@konduct/network/limits';

/** Limits on one answer of Konnect. */
export const defaultLimits: NetworkLimits = {
  connect: 10_000,
  tunnel: 20_000,
  headers: 40_000,
  body: 30_000,
  answer: 45_000,
  bytes: 64 * 1024 * 1024,
};
