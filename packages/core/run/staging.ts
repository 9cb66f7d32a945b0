import type { ApiChange } from './api-change.ts';
import type { ReasonOf } from './outcome.ts';
import type { Run, RunPart } from './run.ts';

/** What became of a service's specification in one environment, compared with what the base has. */
export const specificationOutcomes = ['added', 'changed', 'unchanged', 'removed', 'failed', 'not-asked'] as const;
export type SpecificationOutcome = (typeof specificationOutcomes)[number];

/** One service in one environment of one organization. */
export interface ServiceStaging extends RunPart {
  readonly organization: string;
  readonly environment: string;
  readonly team: string;
  readonly service: string;
  /** The folder of its files, relative to the platform directory. */
  readonly directory: string;
  readonly outcome: SpecificationOutcome;
  readonly repository?: string;
  readonly branch?: string;
  /** The commit that was read, or is known to be staged. */
  readonly commit?: string;
  readonly title?: string;
  readonly version?: string;
  /** What changed in the API, the worst first; undefined when it could not be told. */
  readonly changes?: readonly ApiChange[];
  /** The names of the files in its folder that change although its specification does not. */
  readonly otherFiles?: readonly string[];
}

export const environmentOutcomes = [
  /** There is nothing to do. */
  'unchanged',
  'opened',
  'updated',
  /** People closed the pull request, and nothing is new since. */
  'declined',
  /** There is nothing left to bring: the base has it, or the environment is gone. */
  'closed',
  /** The branch was pushed; there is no GitHub to open a pull request at. */
  'pushed',
  /** Files were written into the working tree. */
  'written',
  /** The branch has commits of somebody else. */
  'refused',
  'failed',
] as const;
export type EnvironmentOutcome = (typeof environmentOutcomes)[number];

/** One environment, of all organizations: what one pull request brings. */
export interface EnvironmentStaging extends RunPart {
  readonly environment: string;
  readonly branch?: string;
  readonly outcome: EnvironmentOutcome;
  readonly pullRequest?: { readonly number: number; readonly url: string };
  /** Paths relative to the platform directory. */
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** What changes in decK files, in words and without any value. */
  readonly deckChanges: readonly DeckFileChange[];
}

export interface DeckFileChange {
  readonly path: string;
  readonly lines: readonly string[];
}

/** Everything a staging run has to say; its diagnostics are of the configuration and the platform repository as a whole. */
export interface StageReport extends Run<'stage', ReasonOf<'staging'>> {
  readonly services: readonly ServiceStaging[];
  readonly environments: readonly EnvironmentStaging[];
  readonly git: { readonly processes: number; readonly contacts: number; readonly repositories: number };
}
