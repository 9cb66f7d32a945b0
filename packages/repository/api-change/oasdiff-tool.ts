import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { buildEnvironment, offlineEnvironment } from '@konduct/tool/process/environment';
import type { ProcessRunner } from '@konduct/tool/process/runner';
import { fileInArchive } from '@konduct/tool/provide/archive';
import { type Download, networkDownload } from '@konduct/tool/provide/download';

/** The version of oasdiff that Konduct is made and tested with. */
export const oasdiffVersion = '1.32.0';

const releaseBase = 'https://github.com/oasdiff/oasdiff/releases/download';
const limits = { checksums: 64 * 1024, archive: 128 * 1024 * 1024, build: 10 * 60_000 };

export interface OasdiffSource {
  readonly runner: ProcessRunner;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where the go.mod for a build is; nothing is built when left out. */
  readonly moduleDirectory?: string;
  /** SHA-256 of the release's checksums.txt; nothing is downloaded when left out, because nothing would vouch for it. */
  readonly checksumsDigest?: string;
  readonly download?: Download;
}

export type ProvidedOasdiff =
  | { readonly program: string; readonly diagnostics: readonly Diagnostic[] }
  | { readonly program: undefined; readonly diagnostics: readonly Diagnostic[] };

/**
 * Finds oasdiff, or gets it: on the PATH or in the tool cache; else its release, when its checksums are vouched for; else
 * built with Go. Without it staging goes on and only says less, so not having it is a warning.
 */
export async function provideOasdiff(source: OasdiffSource): Promise<ProvidedOasdiff> {
  const { environment, runner } = source;
  for (const program of new Set(candidates(environment))) {
    if (await isRightVersion(program, runner, environment)) return { program, diagnostics: [] };
  }
  const tried = ['it is neither on the PATH nor in the tool cache'];
  for (const get of [release, build]) {
    const got = await get(source);
    if (typeof got === 'string') tried.push(got);
    else {
      const program = await keep(got, toolFolder(environment));
      if (await isRightVersion(program, runner, environment)) return { program, diagnostics: [] };
      tried.push('what was had does not run here');
    }
  }
  const missing: Diagnostic = {
    severity: 'warning',
    code: 'tool-missing',
    message: `oasdiff ${oasdiffVersion} could not be had, so that breaking changes are not looked for`,
    cause: `Tried in this order: ${tried.join('; ')}`,
    fix: `Put oasdiff ${oasdiffVersion} on the PATH, or install Go so that it can be built.`,
  };
  return { program: undefined, diagnostics: [missing] };
}

function candidates(environment: OasdiffSource['environment']): string[] {
  const folders = (environment.PATH ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  const all = [...folders, toolFolder(environment), path.join(userCache(environment), 'bin')];
  const found = all.map((folder) => path.join(folder, programName()));
  return environment.KONDUCT_OASDIFF ? [environment.KONDUCT_OASDIFF, ...found] : found;
}

function toolFolder(environment: OasdiffSource['environment']): string {
  return path.join(environment.RUNNER_TOOL_CACHE || userCache(environment), 'oasdiff', oasdiffVersion, process.arch);
}

function userCache({ KONDUCT_TOOLS, XDG_CACHE_HOME }: OasdiffSource['environment']): string {
  return KONDUCT_TOOLS || path.join(XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'konduct');
}

function programName(): string {
  return process.platform === 'win32' ? 'oasdiff.exe' : 'oasdiff';
}

async function isRightVersion(
  program: string,
  runner: ProcessRunner,
  environment: OasdiffSource['environment'],
): Promise<boolean> {
  if (!existsSync(program)) return false;
  const home = path.dirname(program);
  const { stdout } = await runner.run({
    program,
    args: ['--version'],
    environment: offlineEnvironment(environment, home),
    timeLimit: 20_000,
    outputLimit: 64 * 1024,
  });
  return stdout.includes(`oasdiff version v${oasdiffVersion}\n`);
}

/** The binary of the release, or in words why not. */
async function release({ checksumsDigest, download = networkDownload }: OasdiffSource): Promise<Uint8Array | string> {
  if (!checksumsDigest) return 'no digest of its checksums is known, so that its release cannot be trusted';
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch;
  const system = process.platform === 'darwin' ? 'darwin_all' : `${process.platform}_${architecture}`;
  const name = `oasdiff_${oasdiffVersion}_${system}.tar.gz`;
  try {
    const base = `${releaseBase}/v${oasdiffVersion}`;
    const checksums = await download(`${base}/checksums.txt`, limits.checksums);
    if (sha256(checksums) !== checksumsDigest.toLowerCase()) return 'its checksums.txt is not the one vouched for';
    const line = Buffer.from(checksums)
      .toString('utf8')
      .split('\n')
      .find((text) => text.trimEnd().endsWith(` ${name}`));
    if (line === undefined) return `its release has no ${name}`;
    const archive = await download(`${base}/${name}`, limits.archive);
    if (sha256(archive) !== line.slice(0, 64)) return `${name} does not have the checksum of its release`;
    return fileInArchive(archive, programName()) ?? `${name} does not hold oasdiff`;
  } catch (error) {
    return `its release could not be read: ${error instanceof Error ? error.message : error}`;
  }
}

/** Built from the committed go.mod and go.sum, or in words why not. */
async function build({ moduleDirectory, runner, environment }: OasdiffSource): Promise<Uint8Array | string> {
  if (moduleDirectory === undefined || !existsSync(path.join(moduleDirectory, 'go.mod')))
    return 'there is no go.mod to build it from';
  const scratch = await mkdtemp(path.join(tmpdir(), 'konduct-oasdiff-'));
  try {
    const binary = path.join(scratch, programName());
    const link = `-s -w -X github.com/oasdiff/oasdiff/build.Version=v${oasdiffVersion}`;
    const flags = ['-trimpath', '-buildvcs=false', '-mod=readonly', '-ldflags', link];
    const { end, code, stderr } = await runner.run({
      program: 'go',
      args: ['build', ...flags, '-o', binary, 'github.com/oasdiff/oasdiff'],
      directory: moduleDirectory,
      environment: buildEnvironment(environment),
      timeLimit: limits.build,
      outputLimit: 16 * 1024 * 1024,
    });
    if (end === 'not-started') return 'Go is not installed';
    if (end !== 'exited' || code !== 0) return `go build failed: ${stderr.trim().split('\n').at(-1)?.slice(0, 300)}`;
    return await readFile(binary);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Whole or not at all: another run may be looking for it at this moment. */
async function keep(binary: Uint8Array, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const place = path.join(folder, programName());
  const incoming = path.join(folder, `.incoming-${randomUUID()}`);
  await writeFile(incoming, binary, { mode: 0o755 });
  await rename(incoming, place);
  return place;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
