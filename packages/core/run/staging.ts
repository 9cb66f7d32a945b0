import type { FailOn } from '../manifest/table/environment.ts';
import type { ApiChange, SilentDifference, Uncompared } from './api-change.ts';
import type { ReasonOf } from './outcome.ts';
import type { Run, RunPart } from './run.ts';

/** The result for a service's specification in one environment, compared with the base branch. */
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
  /** The commit that was read, or that the staged files are known to be from. */
  readonly commit?: string;
  readonly title?: string;
  readonly version?: string;
  /** The author of that commit, from git. Untrusted. */
  readonly author?: string;
  /** The servers in the specification, without credentials. */
  readonly servers?: readonly string[];
  /** The manifest sets the addresses of the upstream, so that the servers of the specification move no traffic. */
  readonly upstreamDeclared?: true;
  /**
   * The addresses that the gateway sends requests to, by its configuration as decK gets it: `stays` if it has the same
   * as before. Absent where nothing was rendered, and for new services.
   */
  readonly traffic?: 'stays' | TrafficMove;
  /** The operations of a new API: `GET /flights`. */
  readonly operations?: readonly string[];
  /** The base branch's version of an API that changed. */
  readonly before?: StagedBefore;
  /** The changes of the API, the worst first; undefined when it could not be compared. */
  readonly changes?: readonly ApiChange[];
  /** The parts that differ although no change was found; empty when the documents differ only in notation. */
  readonly silent?: readonly SilentDifference[];
  /** The part that could not be compared; absent when everything was compared. */
  readonly uncompared?: Uncompared;
  /** The changed files in the service's folder, by name, if the specification is not among them. */
  readonly otherFiles?: readonly string[];
}

/** The addresses before and after, without credentials. */
export interface TrafficMove {
  readonly from: readonly string[];
  readonly to: readonly string[];
}

export interface StagedBefore {
  readonly version?: string;
  readonly commit?: string;
  readonly servers?: readonly string[];
}

export const environmentOutcomes = [
  /** The base branch agrees with the services; there is no pull request to change. */
  'unchanged',
  'opened',
  'updated',
  /** People closed the pull request, and nothing changed since. */
  'declined',
  /** The pull request was closed: the base branch has its changes, or the environment is gone. */
  'closed',
  /** The branch was pushed; without GitHub there is no pull request. */
  'pushed',
  /** Files were written into the working tree. */
  'written',
  /** A check: the gate lets all changes of the pull request through. */
  'passed',
  /** A check: the gate stops changes of the pull request. */
  'stopped',
  /** The branch has commits by others, so it was not touched. */
  'refused',
  'failed',
] as const;
export type EnvironmentOutcome = (typeof environmentOutcomes)[number];

/** One environment of all organizations: the contents of one pull request. */
export interface EnvironmentStaging extends RunPart {
  readonly environment: string;
  readonly branch?: string;
  readonly outcome: EnvironmentOutcome;
  readonly pullRequest?: { readonly number: number; readonly url: string };
  /** Paths relative to the platform directory. */
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** The result of the gate for changes of APIs; absent when it stops nothing. */
  readonly gate?: GateOutcome;
  /** The changes in decK files, in words and without any value. */
  readonly deckChanges: readonly DeckFileChange[];
}

/** Changes of APIs that the gate of an environment stops. */
export interface GateOutcome {
  readonly failOn: Exclude<FailOn, 'off'>;
  /** The number of changes that are not accepted. */
  readonly changes: number;
  /** The number of services that could not be compared. */
  readonly uncompared: number;
  /** The services with such changes, and those that could not be compared. */
  readonly services: readonly string[];
  /** The code owner who let the changes through with a label on the pull request: their login. */
  readonly allowedBy?: string;
}

export interface DeckFileChange {
  readonly path: string;
  /** The first lines. */
  readonly lines: readonly string[];
  /** The number of all lines. */
  readonly total: number;
}

/**
 * The report of a staging run. Its own diagnostics are about the configuration and the platform repository as a whole.
 */
export interface StageReport extends Run<'stage', ReasonOf<'staging'>> {
  readonly services: readonly ServiceStaging[];
  readonly environments: readonly EnvironmentStaging[];
  readonly git: { readonly processes: number; readonly contacts: number; readonly repositories: number };
}
