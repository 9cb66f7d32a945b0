import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { DeckBinary } from '@konduct/deck/deck';
import type { ProcessRunner } from '../process/runner.ts';
import { buildDeck } from './build.ts';
import { type Download, downloadRelease, networkDownload, ReleaseError } from './download.ts';
import { candidates, keep, toolFolder, versionOf } from './place.ts';
import { defaultDeckVersion, isDeckVersion, type Machine, releaseBase, vouchedChecksums } from './release.ts';

export interface ProvideOptions {
  /** Without `v`; ours when left out. */
  readonly version?: string;
  readonly runner: ProcessRunner;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where the go.mod for a build is; nothing is built when left out. */
  readonly moduleDirectory?: string;
  /** Where releases are, without the version. */
  readonly downloadBase?: string;
  /** SHA-256 of the release's checksums.txt, for versions we do not vouch for. */
  readonly checksumsDigest?: string;
  readonly download?: Download;
  readonly machine?: Machine;
}

export type Provided =
  | { readonly binary: DeckBinary; readonly source: 'found' | 'release' | 'built'; readonly diagnostics: Diagnostic[] }
  | { readonly binary: undefined; readonly diagnostics: readonly Diagnostic[] };

/**
 * Finds decK, or gets it: on the PATH or in the tool cache with exactly the version that is wanted; else its release, when
 * something vouches for its checksums; else built with Go. What was had is kept in the tool cache.
 */
export async function provideDeck(options: ProvideOptions): Promise<Provided> {
  const { version = defaultDeckVersion, runner, environment } = options;
  const machine = options.machine ?? { platform: process.platform, arch: process.arch };
  if (!isDeckVersion(version)) return { binary: undefined, diagnostics: [notAVersion(version)] };
  const tried: string[] = [];

  for (const place of new Set(candidates(environment, version, machine))) {
    const found = await versionOf(place, runner, environment);
    if (found === version) return { binary: { path: place, version }, source: 'found', diagnostics: [] };
    if (found !== undefined) tried.push(`${place} is version ${found}`);
  }
  if (tried.length === 0) tried.push('it is neither on the PATH nor in the tool cache');

  const folder = toolFolder(environment, version, machine);
  const finish = async (bytes: Uint8Array, source: 'release' | 'built', diagnostics: Diagnostic[]) => {
    const place = await keep(bytes, folder, machine);
    if ((await versionOf(place, runner, environment)) === version)
      return { binary: { path: place, version }, source, diagnostics };
    tried.push(`what was ${source === 'built' ? 'built' : 'downloaded'} does not run here as version ${version}`);
    return undefined;
  };

  const diagnostics: Diagnostic[] = [];
  const digest = options.checksumsDigest || vouchedChecksums[version];
  if (digest === undefined) tried.push('no digest of its checksums is known, so that its release cannot be trusted');
  else {
    try {
      const base = (options.downloadBase ?? releaseBase).replace(/\/+$/, '');
      const bytes = await downloadRelease(version, machine, base, digest, options.download ?? networkDownload);
      const provided = await finish(bytes, 'release', diagnostics);
      if (provided) return provided;
    } catch (error) {
      if (!(error instanceof ReleaseError)) throw error;
      tried.push(`its release was not taken: ${error.message}`);
      if (!error.trusted) diagnostics.push(untrusted(version, error.message));
    }
  }

  if (options.moduleDirectory !== undefined) {
    const built = await buildDeck(version, options.moduleDirectory, machine, runner, environment);
    if (typeof built === 'string') tried.push(`it was not built: ${built}`);
    else {
      const provided = await finish(built, 'built', diagnostics);
      if (provided) return provided;
    }
  }
  return { binary: undefined, diagnostics: [...diagnostics, missing(version, tried)] };
}

function missing(version: string, tried: readonly string[]): Diagnostic {
  return {
    severity: 'error',
    code: 'deck-missing',
    message: `decK ${version} is not here and could not be had`,
    cause: `Tried in this order: ${tried.join('; ')}`,
    fix: `Put decK ${version} on the PATH, or install Go so that it can be built.`,
  };
}

/** A warning: another way to have decK may still work, and a tampered download should be known in any case. */
function untrusted(version: string, reason: string): Diagnostic {
  return {
    severity: 'warning',
    code: 'deck-untrusted',
    message: `The release of decK ${version} was not taken: ${reason}`,
    fix: 'Find out where the download comes from before you trust it.',
  };
}

function notAVersion(version: string): Diagnostic {
  return {
    severity: 'error',
    code: 'input-invalid',
    message: `${JSON.stringify(version)} is not a version of decK`,
    fix: `Write it like ${defaultDeckVersion}.`,
  };
}
