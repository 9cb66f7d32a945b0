import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';
import { buildEnvironment } from '../process/environment.ts';
import { scratchFolder } from '../process/run-folder.ts';
import type { ProcessRunner } from '../process/runner.ts';
import { fileName, type Machine, type ToolDescription } from './description.ts';
import { onPath } from './place.ts';
import type { Watcher } from './watcher.ts';

export interface BuildPlace {
  /** The folder of the go.mod. */
  readonly directory: string;
  readonly runner: ProcessRunner;
  readonly environment: EnvironmentVariables;
  readonly watcher: Watcher;
  /** Aborted when the build shall stop at once: nothing is lost but time. */
  readonly signal?: AbortSignal | undefined;
}

const minutes = 30;

/** How many packages are compiled between two lines of progress. */
const packagesAtOnce = 25;

/**
 * Builds a tool with Go from a committed go.mod and go.sum, which name every module with its checksum.
 *
 * @returns the program, or the reason why there is none
 */
export async function build(
  tool: ToolDescription,
  version: string,
  machine: Machine,
  { directory, runner, environment, watcher, signal }: BuildPlace,
): Promise<Uint8Array | string> {
  const modules = path.join(directory, 'go.mod');
  if (!existsSync(modules)) return 'there is no go.mod to build it from';
  const pinned = requiredVersion(await readFile(modules, 'utf8'), tool.source.module);
  if (pinned !== version) return `its go.mod is for ${pinned ?? 'no version'}`;
  if (!onPath(fileName({ name: 'go' }, machine), environment).some((file) => existsSync(file)))
    return 'Go is not installed';
  const scratch = await scratchFolder(`${tool.name}-build`);
  const name = `${tool.title} ${version}`;
  watcher.show(`Building ${name} with Go, once: this takes some minutes, and Ctrl-C stops it`);
  const done = watcher.begin(`Go to build ${name}`);
  try {
    const program = path.join(scratch, fileName(tool, machine));
    const result = await runner.run({
      program: 'go',
      args: buildArguments(tool, version, program),
      directory,
      environment: buildEnvironment(environment),
      timeLimit: minutes * 60_000,
      outputLimit: 16 * 1024 * 1024,
      onLine: counter((count, what) => watcher.show(`Building ${name} with Go: ${count} ${what}`)),
      ...(signal ? { signal } : {}),
    });
    if (result.end === 'not-started') return 'Go is not installed';
    if (result.end === 'stopped') return 'the run was stopped';
    if (result.end === 'time-limit') return `go build did not end within ${minutes} minutes`;
    if (result.end !== 'exited' || result.code !== 0) return `go build failed: ${lastLine(result.stderr)}`;
    return await readFile(program);
  } finally {
    done();
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Counts what Go names on standard error with `-v`: modules that it downloads, then packages that it compiles. */
function counter(tell: (count: number, what: string) => void): (line: string) => void {
  const counts = { 'modules downloaded': 0, 'packages compiled': 0 };
  return (line) => {
    const what = line.startsWith('go: downloading ') ? 'modules downloaded' : 'packages compiled';
    counts[what] += 1;
    if (counts[what] % packagesAtOnce === 0) tell(counts[what], what);
  };
}

/** What Go is told, in the folder of the go.mod. */
export function buildArguments({ source }: ToolDescription, version: string, output: string): string[] {
  const link = `-s -w -X ${source.versionVariable}=v${version}`;
  return [
    'build',
    '-v',
    '-trimpath',
    '-buildvcs=false',
    '-mod=readonly',
    '-ldflags',
    link,
    '-o',
    output,
    source.module,
  ];
}

function requiredVersion(modules: string, module: string): string | undefined {
  const lines = modules.split('\n').map((line) => line.trim().split(/\s+/));
  return lines.find(([name]) => name?.toLowerCase() === module.toLowerCase())?.[1]?.replace(/^v/, '');
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.slice(0, 300) || 'it said nothing';
}
