import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';
import { writeWhole } from '../file/write-whole.ts';
import { offlineEnvironment } from '../process/environment.ts';
import type { ProcessRunner } from '../process/runner.ts';
import { fileName, type Machine, type ToolDescription } from './description.ts';

/** The proof for a stored program: our table, our go.sum, or the digest of a checksums.txt. */
export type Origin = 'vouched' | 'built' | `checksums ${string}`;

/** The places where a tool may be, and the one where it is stored. */
export interface Places {
  /** Files in the order in which they are tried. */
  readonly candidates: readonly string[];
  readonly cache: string;
}

/**
 * The places of a tool: the path in its variable, the PATH, and the store: the runner's tool cache, or the user's cache
 * on a desktop. A stored program from another release than the wanted one is skipped.
 */
export function places(
  tool: ToolDescription,
  version: string,
  machine: Machine,
  environment: EnvironmentVariables,
  checksumsDigest: string | undefined,
): Places {
  const file = fileName(tool, machine);
  const named = environment[tool.variable];
  const cache = path.join(toolFolder(tool, version, machine, environment), file);
  const all = [
    ...(named ? [named] : []),
    ...onPath(file, environment),
    ...(isOfAnotherRelease(cache, checksumsDigest) ? [] : [cache]),
    // `npm run tools` in Konduct's checkout stores it here.
    path.join(userCache(environment), 'bin', file),
  ];
  return { candidates: [...new Set(all)].filter((candidate) => existsSync(candidate)), cache };
}

/** The paths that a program would have in the folders of the PATH. Most of them do not exist. */
export function onPath(file: string, environment: EnvironmentVariables): readonly string[] {
  return (environment.PATH ?? environment.Path ?? '')
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder))
    .map((folder) => path.join(folder, file));
}

/** The version that a program prints, without `v`; undefined where it does not run or prints none. */
export async function versionOf(
  tool: ToolDescription,
  program: string,
  runner: ProcessRunner,
  environment: EnvironmentVariables,
): Promise<string | undefined> {
  const { end, stdout } = await runner.run({
    program,
    args: tool.versionArgs,
    environment: offlineEnvironment(environment, path.dirname(program)),
    timeLimit: 20_000,
    outputLimit: 64 * 1024,
  });
  return end === 'exited' ? tool.versionPattern.exec(stdout)?.[1] : undefined;
}

/** Stores a program, whole or not at all: another run may be looking for it at this moment. */
export async function keep(bytes: Uint8Array, place: string, origin: Origin): Promise<string> {
  const folder = path.dirname(place);
  await mkdir(folder, { recursive: true });
  writeWhole(place, bytes, 0o755);
  writeWhole(markOf(folder), `${origin}\n`);
  return place;
}

function isOfAnotherRelease(place: string, checksumsDigest: string | undefined): boolean {
  const mark = markOf(path.dirname(place));
  if (checksumsDigest === undefined || !existsSync(mark)) return false;
  const origin = readFileSync(mark, 'utf8').trim();
  return origin.startsWith('checksums ') && origin !== `checksums ${checksumsDigest}`;
}

/** The file with which GitHub's tool cache marks a folder as complete. */
function markOf(folder: string): string {
  return `${folder}.complete`;
}

function toolFolder(
  { name }: ToolDescription,
  version: string,
  { arch }: Machine,
  environment: EnvironmentVariables,
): string {
  return path.join(environment.RUNNER_TOOL_CACHE || userCache(environment), name, version, arch);
}

function userCache({ KONDUCT_TOOLS, XDG_CACHE_HOME }: EnvironmentVariables): string {
  return KONDUCT_TOOLS || path.join(XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'konduct');
}
