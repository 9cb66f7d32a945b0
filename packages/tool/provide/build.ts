import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';
import { buildEnvironment } from '../process/environment.ts';
import { scratchFolder } from '../process/run-folder.ts';
import type { ProcessRunner } from '../process/runner.ts';
import { fileName, type Machine, type ToolDescription } from './description.ts';

export interface BuildPlace {
  /** The folder of the go.mod. */
  readonly directory: string;
  readonly runner: ProcessRunner;
  readonly environment: EnvironmentVariables;
}

const minutes = 15;

/**
 * Builds a tool with Go from a committed go.mod and go.sum, which name every module with its checksum.
 *
 * @returns the program, or the reason why there is none
 */
export async function build(
  tool: ToolDescription,
  version: string,
  machine: Machine,
  { directory, runner, environment }: BuildPlace,
): Promise<Uint8Array | string> {
  const modules = path.join(directory, 'go.mod');
  if (!existsSync(modules)) return 'there is no go.mod to build it from';
  const pinned = requiredVersion(await readFile(modules, 'utf8'), tool.source.module);
  if (pinned !== version) return `its go.mod is for ${pinned ?? 'no version'}`;
  const scratch = await scratchFolder(`${tool.name}-build`);
  try {
    const program = path.join(scratch, fileName(tool, machine));
    const result = await runner.run({
      program: 'go',
      args: buildArguments(tool, version, program),
      directory,
      environment: buildEnvironment(environment),
      timeLimit: minutes * 60_000,
      outputLimit: 16 * 1024 * 1024,
    });
    if (result.end === 'not-started') return 'Go is not installed';
    if (result.end === 'time-limit') return `go build did not end within ${minutes} minutes`;
    if (result.end !== 'exited' || result.code !== 0) return `go build failed: ${lastLine(result.stderr)}`;
    return await readFile(program);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Go's arguments, for the folder of the go.mod. */
export function buildArguments({ source }: ToolDescription, version: string, output: string): string[] {
  const link = `-s -w -X ${source.versionVariable}=v${version}`;
  return ['build', '-trimpath', '-buildvcs=false', '-mod=readonly', '-ldflags', link, '-o', output, source.module];
}

function requiredVersion(modules: string, module: string): string | undefined {
  const lines = modules.split('\n').map((line) => line.trim().split(/\s+/));
  return lines.find(([name]) => name?.toLowerCase() === module.toLowerCase())?.[1]?.replace(/^v/, '');
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.slice(0, 300) || 'it said nothing';
}
