import { randomUUID } from 'node:crypto';
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { offlineEnvironment } from '../process/environment.ts';
import type { ProcessRunner } from '../process/runner.ts';
import { type Machine, programName } from './release.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The folder a version of decK is kept in: the runner's tool cache, on a desk the user's cache. */
export function toolFolder(environment: Environment, version: string, { arch }: Machine): string {
  const { RUNNER_TOOL_CACHE } = environment;
  return path.join(RUNNER_TOOL_CACHE || userCache(environment), 'deck', version, arch);
}

/** Where decK may be already, in the order it is looked for. */
export function candidates(environment: Environment, version: string, machine: Machine): string[] {
  const program = programName(machine);
  const folders = [
    ...(environment.PATH ?? environment.Path ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder)),
    toolFolder(environment, version, machine),
    // Where `npm run tools` of Konduct's own checkout puts it.
    path.join(userCache(environment), 'bin'),
  ];
  const found = folders.map((folder) => path.join(folder, program));
  return environment.KONDUCT_DECK ? [environment.KONDUCT_DECK, ...found] : found;
}

/** The version a binary says it is, without `v`; undefined where there is none that runs. */
export async function versionOf(
  binary: string,
  runner: ProcessRunner,
  environment: Environment,
): Promise<string | undefined> {
  const { end, stdout } = await runner.run({
    program: binary,
    args: ['version', '--analytics=false'],
    environment: offlineEnvironment(environment, path.dirname(binary)),
    timeLimit: 20_000,
    outputLimit: 64 * 1024,
  });
  return end === 'exited' ? /\bdecK v?(\d+\.\d+\.\d+)\b/.exec(stdout)?.[1] : undefined;
}

/** Puts a binary into its folder, whole or not at all: another run may be looking for it at this moment. */
export async function keep(binary: Uint8Array, folder: string, machine: Machine): Promise<string> {
  await mkdir(folder, { recursive: true });
  const place = path.join(folder, programName(machine));
  const incoming = path.join(folder, `.incoming-${randomUUID()}`);
  await writeFile(incoming, binary, { mode: 0o755 });
  await chmod(incoming, 0o755);
  await rename(incoming, place);
  // The mark of GitHub's tool cache for a folder that is complete.
  await writeFile(`${folder}.complete`, '');
  return place;
}

function userCache({ KONDUCT_TOOLS, XDG_CACHE_HOME }: Environment): string {
  return KONDUCT_TOOLS || path.join(XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'konduct');
}
