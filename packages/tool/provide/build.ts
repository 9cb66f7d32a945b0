import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildEnvironment } from '../process/environment.ts';
import type { ProcessRunner } from '../process/runner.ts';
import { type Machine, programName } from './release.ts';

const minutes = 15;

/**
 * Builds decK with Go from the committed go.mod and go.sum, which name every module with its checksum.
 *
 * @returns the binary, or in words why there is none
 */
export async function buildDeck(
  version: string,
  directory: string,
  machine: Machine,
  runner: ProcessRunner,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Uint8Array | string> {
  const modules = path.join(directory, 'go.mod');
  if (!existsSync(modules)) return 'there is no go.mod to build it from';
  const pinned = /^\s*github\.com\/kong\/deck\s+v(\S+)/im.exec(await readFile(modules, 'utf8'))?.[1];
  if (pinned !== version) return `its go.mod is for ${pinned ?? 'no version'}`;
  const scratch = await mkdtemp(path.join(tmpdir(), 'konduct-deck-build-'));
  try {
    const binary = path.join(scratch, programName(machine));
    const link = `-s -w -X github.com/kong/deck/cmd.VERSION=v${version}`;
    const flags = ['-trimpath', '-buildvcs=false', '-mod=readonly', '-ldflags', link];
    const result = await runner.run({
      program: 'go',
      args: ['build', ...flags, '-o', binary, 'github.com/kong/deck'],
      directory,
      environment: buildEnvironment(environment),
      timeLimit: minutes * 60_000,
      outputLimit: 16 * 1024 * 1024,
    });
    if (result.end === 'not-started') return 'Go is not installed';
    if (result.end !== 'exited' || result.code !== 0) return `go build failed: ${lastLine(result.stderr)}`;
    return await readFile(binary);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.slice(0, 300) || 'it said nothing';
}
