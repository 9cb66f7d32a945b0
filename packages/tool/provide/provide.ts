import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';
import type { ProcessRunner } from '../process/runner.ts';
import { build } from './build.ts';
import { isVersion, type Machine, type ToolDescription } from './description.ts';
import { type Download, networkDownload } from './download.ts';
import { missing, notAVersion, refused, stopped, unvouched } from './findings.ts';
import { keep, type Origin, places, versionOf } from './place.ts';
import { ReleaseError, takeRelease } from './release.ts';
import { unwatched, type Watcher } from './watcher.ts';

export interface ProvideOptions {
  /** Without `v`; by default the version in the description. */
  readonly version?: string;
  readonly runner: ProcessRunner;
  /** Runs Go, and what was built or downloaded for the first time; `runner` when left out. */
  readonly installer?: ProcessRunner | undefined;
  readonly environment: EnvironmentVariables;
  /** The folder with the go.mod for a build; without it nothing is built. */
  readonly moduleDirectory?: string;
  /** Another address of the releases, without the version. */
  readonly downloadBase?: string;
  /** The SHA-256 of the release's checksums.txt; any other release is refused. */
  readonly checksumsDigest?: string;
  readonly download?: Download;
  readonly machine?: Machine;
  /** Told what is done and waited for; nobody when left out. */
  readonly watcher?: Watcher | undefined;
  /** Aborted when nothing is to be got any more. */
  readonly signal?: AbortSignal | undefined;
}

/** A program that runs here and prints this version. */
export interface ToolBinary {
  readonly path: string;
  /** Without `v`. */
  readonly version: string;
}

export type ProvidedTool =
  | {
      readonly binary: ToolBinary;
      readonly source: 'found' | 'release' | 'built';
      readonly diagnostics: readonly Diagnostic[];
    }
  | { readonly binary: undefined; readonly diagnostics: readonly Diagnostic[] };

/**
 * Finds or gets a tool: on the PATH or in the tool cache, in exactly the wanted version; else from its release,
 * verified; else built with Go. A tool from a release or a build is stored in the tool cache.
 */
export async function provideTool(tool: ToolDescription, options: ProvideOptions): Promise<ProvidedTool> {
  const { version = tool.version, runner, environment, moduleDirectory, watcher = unwatched, signal } = options;
  const installer = options.installer ?? runner;
  const machine = options.machine ?? { platform: process.platform, arch: process.arch };
  const checksumsDigest = options.checksumsDigest?.trim().toLowerCase() || undefined;
  if (!isVersion(version)) return { binary: undefined, diagnostics: [notAVersion(tool, version)] };

  const { candidates, cache } = places(tool, version, machine, environment, checksumsDigest);
  const tried: string[] = [];
  for (const path of candidates) {
    const found = await versionOf(tool, path, runner, environment);
    if (found === version) return { binary: { path, version }, source: 'found', diagnostics: [] };
    tried.push(found === undefined ? `${path} does not say its version` : `${path} is version ${found}`);
  }
  if (tried.length === 0) tried.push('it is neither on the PATH nor in the tool cache');

  const finish = async (bytes: Uint8Array, origin: Origin): Promise<ToolBinary | undefined> => {
    const path = await keep(bytes, cache, origin);
    if ((await versionOf(tool, path, installer, environment)) === version) return { path, version };
    tried.push(`what was ${origin === 'built' ? 'built' : 'downloaded'} does not run here as version ${version}`);
    return undefined;
  };

  const diagnostics: Diagnostic[] = [];
  const interrupted = () => ({ binary: undefined, diagnostics: [...diagnostics, stopped(tool, version)] });
  let advice: string | undefined;
  if (signal?.aborted) return interrupted();
  try {
    const base = (options.downloadBase ?? tool.release.base).replace(/\/+$/, '');
    const download = options.download ?? networkDownload(environment);
    const source = { base, checksumsDigest, download, signal };
    const place = URL.parse(base)?.host ?? base;
    const release = await watched(watcher, `the release of ${tool.title} ${version} at ${place}`, () =>
      takeRelease(tool, version, machine, source),
    );
    const binary = await finish(release.program, release.origin);
    if (binary) {
      const told = release.unvouched === undefined ? [] : [unvouched(tool, version, release.unvouched)];
      return { binary, source: 'release', diagnostics: told };
    }
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error;
    tried.push(`its release was not taken: ${error.message}`);
    advice = error.fix;
    if (error.suspicious) diagnostics.push(refused(tool, version, error.message));
  }

  if (signal?.aborted) return interrupted();
  if (moduleDirectory !== undefined) {
    const place = { directory: moduleDirectory, runner: installer, environment, watcher, signal };
    const built = await build(tool, version, machine, place);
    if (signal?.aborted) return interrupted();
    if (typeof built === 'string') tried.push(`it was not built: ${built}`);
    else {
      const binary = await finish(built, 'built');
      if (binary) return { binary, source: 'built', diagnostics };
    }
  }
  return { binary: undefined, diagnostics: [...diagnostics, missing(tool, version, tried, advice)] };
}

/** Says what is waited for, and that it is. */
async function watched<T>({ show, begin }: Watcher, what: string, work: () => Promise<T>): Promise<T> {
  show(`Getting ${what}`);
  const done = begin(what);
  try {
    return await work();
  } finally {
    done();
  }
}
