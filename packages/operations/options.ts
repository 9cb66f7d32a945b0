import type { Progress } from '@konduct/core/apply/result';
import type { AdoptMode } from '@konduct/core/policy/adoption';
import type { PruneMode } from '@konduct/core/policy/settings';
import type { DeleteLimit } from '@konduct/core/policy/size';
import type { RunReport } from '@konduct/core/run/reconciliation';
import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';
import type { ProcessRunner } from '@konduct/tool/process/runner';
import type { Waiting } from './waiting.ts';

/** Which part of the world a run is about, with the names and meanings the actions' inputs have. */
export interface PlatformOptions {
  /** The platform directory, absolute or relative to `workspace`. */
  readonly config: string;
  /** More manifests, as paths; they may stand anywhere in the workspace. */
  readonly manifests: readonly string[];
  /** The checkout: places in diagnostics are relative to it. */
  readonly workspace: string;
  /** Names; empty means all. */
  readonly organizations: readonly string[];
  readonly environments: readonly string[];
  readonly allowLiteralSecrets: boolean;
}

/**
 * What a run does: say what would change, change it, delete everything of ours, take our labels off, or write them on
 * what is nobody's and nothing else.
 */
export const reconcileModes = ['plan', 'apply', 'destroy', 'release', 'adopt'] as const;

export type ReconcileMode = (typeof reconcileModes)[number];

export interface ReconcileOptions extends PlatformOptions {
  readonly mode: ReconcileMode;
  /** With mode `destroy`: the name of the organization, once more, or nothing is destroyed. */
  readonly confirm?: string;
  /** The owner of what is destroyed or released where no manifest says it: manifests are not read then. */
  readonly owner?: string;
  /** With `owner`: the environment variable that holds the access token. */
  readonly accessTokenVariable?: string;
  /** With `{region}`, `global` being one of its values. */
  readonly konnectUrl: string;
  readonly adopt: AdoptMode;
  /** Only what belongs to organizations as a whole, or only what belongs to environments; both when left out. */
  readonly level?: 'all' | 'organization' | 'environment';
  /** What of what nothing declares any more is deleted; nothing when left out. */
  readonly prune?: PruneMode;
  /** Whether an object with a changed field that cannot change is deleted and made anew. */
  readonly replace?: boolean;
  /** How many objects may be deleted; the usual number when left out. */
  readonly maxDeletes?: DeleteLimit | undefined;
  /** Whether deletions beyond that are allowed in this run. */
  readonly allowDeletes?: boolean;
  /** The addresses of objects that may be deleted with what is in them and not ours. */
  readonly forceDelete?: readonly string[];
  /** Requests in flight for each organization. */
  readonly concurrency: number;
  /** Whether a plan with changes ends with exit code 2. */
  readonly detailedExitCode: boolean;
  /** Whether an organization whose token is missing is skipped with a note instead of failing: plans on forks. */
  readonly skipWithoutSecrets: boolean;
}

/** What an operation needs from the host it runs on. */
export interface RunContext {
  readonly environment: EnvironmentVariables;
  /** Told of every secret value before anything can print it, so that the host can mask it. */
  readonly maskSecret: (value: string) => void;
  readonly onProgress: (progress: Progress) => void;
  /** Asked before anything is changed, with the plan: no write without a yes. Nobody is asked when left out. */
  readonly approve?: (plan: RunReport) => Promise<boolean>;
  /** Told what is waited for, so that nothing is silent for long. */
  readonly waiting?: Waiting;
  /** Runs what installs tools where the host has a way of its own to show that. */
  readonly installer?: ProcessRunner;
  /** Aborted when the run shall finish what is in flight and stop (SIGTERM). */
  readonly signal: AbortSignal;
}
