import type { DeleteLimit } from '@konduct/core/policy/size';
import type { DeckTimeLimits } from '@konduct/deck/time-limits';
import type { PlatformOptions, RunContext } from '../options.ts';

/** The version of decK and its source. */
export interface DeckToolOptions {
  /** Without `v`; by default the version that Konduct is tested with. */
  readonly deckVersion?: string;
  /** The SHA-256 of the release's checksums.txt; any other release is refused. */
  readonly deckChecksums?: string;
  /** The folder with the go.mod that decK is built from; without it nothing is built. */
  readonly deckModules?: string;
  /** The address of the releases, without the version. */
  readonly deckDownload?: string;
  /** Milliseconds that decK may take; the usual ones when left out. */
  readonly deckTimeLimits?: DeckTimeLimits;
  /** The most decK processes at once; as many as there are processors when left out. */
  readonly deckProcesses?: number;
}

export interface RenderDeckOptions extends PlatformOptions, DeckToolOptions {
  /** Writes nothing, reports the changes, and ends with exit code 2 if there are any. */
  readonly check: boolean;
}

export interface LintDeckOptions extends PlatformOptions, DeckToolOptions {
  /** The files to lint, relative to the workspace; by default all. */
  readonly changed?: readonly string[];
  /** The lowest severity that makes the run fail. */
  readonly failOn: 'error' | 'warning' | 'never';
}

export interface GatewayDeckOptions extends PlatformOptions, DeckToolOptions {
  /** With `{region}`. */
  readonly konnectUrl: string;
  /** `none` refuses to take over entities that Konduct did not write. */
  readonly adopt: 'by-name' | 'koctl' | 'none';
  /** The most control planes at the same time. */
  readonly concurrency: number;
  /** The most deletions in one control plane; undefined for the default. */
  readonly maxDeletes?: DeleteLimit | undefined;
  /** Whether more deletions are allowed in this run. */
  readonly allowDeletes: boolean;
  /** The addresses of entities of others that may be deleted along with ours. */
  readonly forceDelete: readonly string[];
  /** Whether an organization without a token is skipped with a note, as for diffs on forks. */
  readonly skipWithoutSecrets: boolean;
  /** Whether a diff with changes ends with exit code 2. */
  readonly detailedExitCode: boolean;
}

/** Called with lines of progress, each with the name of its control plane. */
export interface DeckProgress {
  readonly organization: string;
  readonly controlPlane: string;
  readonly line: string;
}

export interface DeckRunContext extends RunContext {
  readonly onDeckProgress?: (progress: DeckProgress) => void;
}
