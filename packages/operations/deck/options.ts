import type { DeleteLimit } from '@konduct/core/policy/size';
import type { DeckTimeLimits } from '@konduct/deck/time-limits';
import type { PlatformOptions, RunContext } from '../options.ts';

/** Which decK is used, and how. */
export interface DeckToolOptions {
  /** Without `v`; the one Konduct is tested with when left out. */
  readonly deckVersion?: string;
  /** SHA-256 of the release's checksums.txt; any other release is refused. */
  readonly deckChecksums?: string;
  /** The folder with the go.mod that decK is built from; nothing is built when left out. */
  readonly deckModules?: string;
  /** Where releases are, without the version. */
  readonly deckDownload?: string;
  /** Milliseconds that decK may take; the usual ones when left out. */
  readonly deckTimeLimits?: DeckTimeLimits;
  /** The most decK processes at once; as many as there are processors when left out. */
  readonly deckProcesses?: number;
}

export interface RenderDeckOptions extends PlatformOptions, DeckToolOptions {
  /** Writes nothing, reports what would be written, and ends with exit code 2 when there is something. */
  readonly check: boolean;
}

export interface LintDeckOptions extends PlatformOptions, DeckToolOptions {
  /** Only these files, relative to the workspace; all when left out. */
  readonly changed?: readonly string[];
  /** The least severity that makes the run fail. */
  readonly failOn: 'error' | 'warning' | 'never';
}

export interface GatewayDeckOptions extends PlatformOptions, DeckToolOptions {
  /** With `{region}`. */
  readonly konnectUrl: string;
  /** `none` refuses to take over entities that Konduct did not write. */
  readonly adopt: 'by-name' | 'koctl' | 'none';
  /** Control planes at once. */
  readonly concurrency: number;
  /** How many deletions are in order in one control plane, instead of the usual. */
  readonly maxDeletes?: DeleteLimit | undefined;
  /** Whether deletions beyond that are allowed in this run. */
  readonly allowDeletes: boolean;
  /** Whether an organization whose token is missing is skipped with a note: diffs on forks. */
  readonly skipWithoutSecrets: boolean;
  /** Whether a diff with changes ends with exit code 2. */
  readonly detailedExitCode: boolean;
}

/** Told while control planes are worked on, one line at a time, each with the name of its control plane. */
export interface DeckProgress {
  readonly organization: string;
  readonly controlPlane: string;
  readonly line: string;
}

export interface DeckRunContext extends RunContext {
  readonly onDeckProgress?: (progress: DeckProgress) => void;
}
