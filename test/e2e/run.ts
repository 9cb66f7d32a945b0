import type { Progress } from '@konduct/core/apply/result';
import type { RunReport } from '@konduct/core/run/reconciliation';
import type { RetryPolicy } from '@konduct/konnect/retry';
import type { PlatformOptions, ReconcileOptions, RunContext } from '@konduct/operations/options';
import { optionsFor } from '@konduct/operations/options.fixture';
import { reconcile } from '@konduct/operations/reconcile/reconcile';
import { validate } from '@konduct/operations/validate';
import type { PlatformDirectory } from './platform-directory.ts';

/** Differences from a run over everything with the default settings. */
export interface RunSettings extends Partial<Omit<ReconcileOptions, 'workspace' | 'mode' | 'konnectUrl'>> {
  /** The environment variables of the run; none come from this process. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Called before anything is changed. */
  readonly approve?: NonNullable<RunContext['approve']>;
  /** Finds what people reviewed. */
  readonly reviewer?: NonNullable<RunContext['reviewer']>;
  readonly patience?: Partial<RetryPolicy>;
}

interface Konnect {
  readonly konnectUrl: string;
}

/** As many attempts as in production, with pauses of milliseconds. */
export const impatient: Partial<RetryPolicy> = { baseDelay: 2, settle: 2_000 };

export function plan(platform: PlatformDirectory, konnect: Konnect, settings?: RunSettings): Promise<RunReport> {
  return run('plan', platform, konnect, settings);
}

export function apply(platform: PlatformDirectory, konnect: Konnect, settings?: RunSettings): Promise<RunReport> {
  return run('apply', platform, konnect, settings);
}

export function check(platform: PlatformDirectory, settings: RunSettings = {}): Promise<RunReport> {
  return validate({ ...platformOptions(platform), ...settings }, runContextOf(settings));
}

/** A run of any mode. */
export function runMode(
  mode: ReconcileOptions['mode'],
  platform: PlatformDirectory,
  konnect: Konnect,
  settings?: RunSettings,
): Promise<RunReport> {
  return run(mode, platform, konnect, settings);
}

function run(
  mode: ReconcileOptions['mode'],
  platform: PlatformDirectory,
  { konnectUrl }: Konnect,
  { patience = impatient, ...settings }: RunSettings = {},
): Promise<RunReport> {
  const options: ReconcileOptions = {
    ...platformOptions(platform),
    mode,
    konnectUrl,
    adopt: 'by-name',
    concurrency: 8,
    detailedExitCode: false,
    skipWithoutSecrets: false,
    ...settings,
  };
  return reconcile(options, runContextOf(settings), patience);
}

function platformOptions({ workspace }: PlatformDirectory): PlatformOptions {
  return optionsFor(workspace);
}

function runContextOf({ environment = {}, signal, onProgress = () => {}, approve, reviewer }: RunSettings): RunContext {
  return {
    environment,
    maskSecret: () => {},
    onProgress,
    signal: signal ?? new AbortController().signal,
    ...(approve ? { approve } : {}),
    ...(reviewer ? { reviewer } : {}),
  };
}
