import type { Progress } from '@konduct/core/apply/result';
import type { AppliedPart } from '@konduct/core/drift/applied-part';
import type { HealMode } from '@konduct/core/drift/heal';
import type { Reviewer } from '@konduct/core/plan-file/review';
import type { AdoptMode } from '@konduct/core/policy/adoption';
import type { PruneMode } from '@konduct/core/policy/settings';
import type { DeleteLimit } from '@konduct/core/policy/size';
import type { RunReport } from '@konduct/core/run/reconciliation';
import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';
import type { ProcessRunner } from '@konduct/tool/process/runner';
import type { Waiting } from './waiting.ts';

/** The platform of a run and the selected part of it, with the names and meanings of the actions' inputs. */
export interface PlatformOptions {
  /** The platform directory, absolute or relative to `workspace`. */
  readonly config: string;
  /** Paths of more manifests anywhere in the workspace. */
  readonly manifests: readonly string[];
  /** The checkout. Places in diagnostics are relative to it. */
  readonly workspace: string;
  /** Names; empty for all. */
  readonly organizations: readonly string[];
  readonly environments: readonly string[];
  readonly allowLiteralSecrets: boolean;
}

/**
 * The modes of a run: show the changes (`plan`), make them (`apply`), delete all objects of ours (`destroy`), remove
 * our labels (`release`), put them on unowned objects and change nothing else (`adopt`), or tell what was changed in
 * Konnect from what was changed in git (`drift`).
 */
export const reconcileModes = ['plan', 'apply', 'destroy', 'release', 'adopt', 'drift'] as const;

export type ReconcileMode = (typeof reconcileModes)[number];

export const reviewedModes = ['required', 'warn', 'off'] as const;

export type ReviewedMode = (typeof reviewedModes)[number];

export interface ReconcileOptions extends PlatformOptions {
  readonly mode: ReconcileMode;
  /** For mode `destroy`: the name of the organization again, as a confirmation. */
  readonly confirm?: string;
  /** For `destroy` and `release` without manifests: the owner of the objects. */
  readonly owner?: string;
  /** With `owner`: the environment variable with the access token. */
  readonly accessTokenVariable?: string;
  /** Has `{region}`, which `global` may replace as well. */
  readonly konnectUrl: string;
  readonly adopt: AdoptMode;
  /** Only the resources of organizations as a whole, or only those of environments; by default both. */
  readonly level?: 'all' | 'organization' | 'environment';
  /** The orphans to delete; by default none. */
  readonly prune?: PruneMode;
  /** Whether an object is deleted and created again when a field that cannot change has changed. */
  readonly replace?: boolean;
  /** The most deletions; undefined for the default. */
  readonly maxDeletes?: DeleteLimit | undefined;
  /** Whether more deletions are allowed in this run. */
  readonly allowDeletes?: boolean;
  /** The addresses of objects that may be deleted with contents that Konduct did not make. */
  readonly forceDelete?: readonly string[];
  /** The addresses of objects whose secrets are sent again in any case. */
  readonly rotateSecrets?: readonly string[];
  /** The number of days before its end from which on something that expires is a warning; 30 by default. */
  readonly rotationThreshold?: number;
  /** The most requests in flight for each organization. */
  readonly concurrency: number;
  /** Whether a run takes the lease of an organization before its first write. True by default. */
  readonly lock?: boolean;
  /** Seconds to wait for another run that holds the lease; 0 by default. */
  readonly lockTimeout?: number;
  /** For mode `drift`: what was applied last, the newest first. */
  readonly lastApplied?: readonly AppliedPart[];
  /** For mode `drift`: why that is not known, as a clause. */
  readonly lastAppliedUnknown?: string;
  /** For mode `drift`: whether only the newest commit of a remote is here, so that none can be named. */
  readonly newestCommitAlone?: boolean;
  /** For mode `drift`: which drift is mended; none by default. */
  readonly heal?: HealMode;
  /** For mode `drift`: whether everything is read that lists do not show. */
  readonly deep?: boolean;
  /** Whether a plan with changes ends with exit code 2. */
  readonly detailedExitCode: boolean;
  /**
   * Relative to the workspace. With `plan`: the file that gets the plan. With `apply`: a file of an earlier plan, which
   * is carried out exactly, with the options in it, or not at all.
   */
  readonly planFile?: string;
  /** Relative to the workspace. With `plan`: the snapshot to plan against, in the place of Konnect. */
  readonly snapshot?: string;
  /** Relative to the workspace. With `plan` or `apply`: the file that gets a snapshot of Konnect at the run's end. */
  readonly snapshotFile?: string;
  /** With `planFile`: the names of the inputs that the person gave, which must not contradict the file. */
  readonly statedInputs?: readonly string[];
  /**
   * Whether an apply makes changes that nobody reviewed: not at all (`required`), with a warning (`warn`), or without
   * being compared (`off`, the default). A host without a `reviewer` compares nothing.
   */
  readonly reviewed?: ReviewedMode;
  /** Whether an organization without a token is skipped with a note instead of failing, as for plans on forks. */
  readonly skipWithoutSecrets: boolean;
}

/** The services of the host that an operation runs on. */
export interface RunContext {
  readonly environment: EnvironmentVariables;
  /** Called with every secret value before it can be printed, so that the host can mask it. */
  readonly maskSecret: (value: string) => void;
  readonly onProgress: (progress: Progress) => void;
  /**
   * Called with the plan before anything is changed. Nothing is written unless it returns true. Absent: no approval is
   * needed.
   */
  readonly approve?: (plan: RunReport) => Promise<boolean>;
  /** Finds what people reviewed, where the host keeps it. */
  readonly reviewer?: Reviewer;
  /** Reports the requests that a silent run waits for. */
  readonly waiting?: Waiting;
  /** Runs what installs tools where the host has a way of its own to show that. */
  readonly installer?: ProcessRunner;
  /** Aborted when the run shall finish what is in flight and stop (SIGTERM). */
  readonly signal: AbortSignal;
}
