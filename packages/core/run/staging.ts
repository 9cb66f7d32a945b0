import type { FailOn } from '../manifest/table/environment.ts';
import type { ApiChange, SilentDifference, Uncompared } from './api-change.ts';
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
  /** Who wrote that commit, as git has it. Untrusted. */
  readonly author?: string;
  /** Where the specification says that its servers are, without credentials. */
  readonly servers?: readonly string[];
  /** The operations of an API that is new: `GET /flights`. */
  readonly operations?: readonly string[];
  /** What the base has of an API that changed. */
  readonly before?: StagedBefore;
  /** What changed in the API, the worst first; undefined when it could not be told. */
  readonly changes?: readonly ApiChange[];
  /** What differs although no change was found; empty when nothing does but how it is written. */
  readonly silent?: readonly SilentDifference[];
  /** What the comparison could not tell; absent when everything was compared. */
  readonly uncompared?: Uncompared;
  /** The names of the files in its folder that change although its specification does not. */
  readonly otherFiles?: readonly string[];
}

export interface StagedBefore {
  readonly version?: string;
  readonly commit?: string;
  readonly servers?: readonly string[];
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
  /** Checked: nothing that the pull request brings is stopped. */
  'passed',
  /** Checked: the gate stops what the pull request brings. */
  'stopped',
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
  /** What became of the gate for changes of APIs; absent where nothing stands in its way. */
  readonly gate?: GateOutcome;
  /** What changes in decK files, in words and without any value. */
  readonly deckChanges: readonly DeckFileChange[];
}

/** Changes of APIs that an environment does not let through. */
export interface GateOutcome {
  readonly failOn: Exclude<FailOn, 'off'>;
  /** Changes that nobody accepted. */
  readonly changes: number;
  /** Services of which nobody can tell, because they could not be compared. */
  readonly uncompared: number;
  /** The services that have them, or that could not be compared. */
  readonly services: readonly string[];
  /** Who let them through all the same: the login of the code owner who put the label on the pull request. */
  readonly allowedBy?: string;
}

export interface DeckFileChange {
  readonly path: string;
  /** The first of them. */
  readonly lines: readonly string[];
  /** How many there are. */
  readonly total: number;
}

/** Everything a staging run has to say; its diagnostics are of the configuration and the platform repository as a whole. */
export interface StageReport extends Run<'stage', ReasonOf<'staging'>> {
  readonly services: readonly ServiceStaging[];
  readonly environments: readonly EnvironmentStaging[];
  readonly git: { readonly processes: number; readonly contacts: number; readonly repositories: number };
}
