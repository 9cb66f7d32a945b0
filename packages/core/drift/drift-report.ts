import type { Commit } from '../plan/change.ts';
import type { Difference } from './difference.ts';
import type { HealMode } from './heal.ts';

/** What a run in mode `drift` found in one organization. */
export interface DriftReport {
  /** The commits that were applied last, each once. Empty where nothing says so. */
  readonly since: readonly Commit[];
  /** The id of the commit that was applied last to each environment, and to the organization as a whole. */
  readonly parts?: readonly { readonly environment?: string; readonly commit: string }[];
  /** Why some differences cannot be told apart, as a clause; absent where all can. */
  readonly untold?: string;
  /** The platform directory, if it is not the default one. */
  readonly config?: string;
  readonly deep: boolean;
  /** The number of objects and lists that were read beyond what a plan reads. */
  readonly extraReads: number;
  readonly heal: HealMode;
  /** The differences before anything was mended, sorted. */
  readonly differences: readonly Difference[];
  /** The addresses of resources that the run mended. */
  readonly healed: readonly string[];
}

/** The differences that are left. */
export function differencesLeft({ differences, healed }: DriftReport): readonly Difference[] {
  const mended = new Set(healed);
  return differences.filter(({ address, origin }) => origin !== 'drift' || !mended.has(address));
}
