import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type ApiChange, type ApiChangeLevel, apiChangeLevels } from '@konduct/core/run/api-change';
import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';
import { isRecord } from '@konduct/core/value/record';
import { openApiText } from '@konduct/openapi/swagger/openapi';
import { offlineEnvironment } from '@konduct/tool/process/environment';
import { scratchFolder } from '@konduct/tool/process/run-folder';
import type { ProcessRunner } from '@konduct/tool/process/runner';
import type { ApiComparer, ApiComparison } from './comparer.ts';

export interface OasdiffOptions {
  /** The binary. */
  readonly program: string;
  readonly runner: ProcessRunner;
  readonly environment: EnvironmentVariables;
  readonly signal?: AbortSignal;
}

const limits = { time: 60_000, output: 32 * 1024 * 1024 };
const levels: Readonly<Record<number, ApiChangeLevel>> = { 3: 'breaking', 2: 'risky', 1: 'harmless' };

/** Compares specifications with oasdiff. It sees two files in a folder of their own, no network, no secret and no settings. */
export function oasdiffComparer(options: OasdiffOptions): ApiComparer {
  return {
    async compare(before, after) {
      const old = openApi(before);
      const recent = openApi(after);
      if ('reason' in old) return incomparable(`the version before cannot be turned into OpenAPI 3: ${old.reason}`);
      if ('reason' in recent) return incomparable(`it cannot be turned into OpenAPI 3: ${recent.reason}`);
      const folder = await scratchFolder('compare');
      try {
        await Promise.all([
          writeFile(path.join(folder, 'before.yaml'), old.text),
          writeFile(path.join(folder, 'after.yaml'), recent.text),
        ]);
        return await run(folder, options);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

async function run(folder: string, { program, runner, environment, signal }: OasdiffOptions): Promise<ApiComparison> {
  const { end, code, stdout, stderr } = await runner.run({
    program,
    // A specification may name files and hosts in its references: none of them is read.
    args: ['changelog', '--format', 'json', '--allow-external-refs=false', 'before.yaml', 'after.yaml'],
    directory: folder,
    environment: offlineEnvironment(environment, folder),
    timeLimit: limits.time,
    outputLimit: limits.output,
    ...(signal ? { signal } : {}),
  });
  if (end === 'time-limit') return incomparable('oasdiff did not end in time');
  if (end === 'output-limit') return incomparable('oasdiff found more than can be read');
  if (end !== 'exited' || code !== 0) return incomparable(lastWords(stderr));
  const changes = readChanges(stdout);
  return changes ? { changes } : incomparable('oasdiff answered something that is not known');
}

function incomparable(reason: string): ApiComparison {
  return { changes: undefined, reason };
}

function lastWords(stderr: string): string {
  const line =
    stderr
      .trim()
      .split('\n')
      .at(-1)
      ?.replace(/^Error: /, '') ?? '';
  return `oasdiff said ${JSON.stringify(line.slice(0, 300))}`;
}

/** Reads oasdiff's list of changes, the worst first. */
export function readChanges(json: string): readonly ApiChange[] | undefined {
  let list: unknown;
  try {
    list = JSON.parse(json.trim() || '[]');
  } catch {
    return undefined;
  }
  if (!Array.isArray(list)) return undefined;
  const changes = list.flatMap((item: unknown) => readChange(item) ?? []);
  return changes.sort((a, b) => apiChangeLevels.indexOf(a.level) - apiChangeLevels.indexOf(b.level));
}

function readChange(item: unknown): ApiChange | undefined {
  if (!isRecord(item)) return undefined;
  const { text, level, operation, path: where } = item;
  if (typeof text !== 'string') return undefined;
  const at = [operation, where].filter((part) => typeof part === 'string' && part !== '').join(' ');
  return { level: levels[Number(level)] ?? 'harmless', text, ...(at === '' ? {} : { operation: at }) };
}

/** A version as oasdiff knows it; it does not know Swagger 2. */
function openApi(bytes: Uint8Array): { readonly text: string } | { readonly reason: string } {
  const converted = openApiText({ path: '', text: new TextDecoder().decode(bytes) });
  if ('text' in converted) return converted;
  const [first] = converted.diagnostics;
  return { reason: `line ${first?.at?.start.line ?? 1}: ${first?.message ?? 'it cannot be read'}` };
}
