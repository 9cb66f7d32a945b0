import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ApiChange } from '@konduct/core/run/api-change';
import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';
import { writeJson } from '@konduct/openapi/document/write-json';
import { partOf } from '@konduct/openapi/strict/part';
import type { StrictDocument } from '@konduct/openapi/strict/strict-document';
import { offlineEnvironment } from '@konduct/tool/process/environment';
import { scratchFolder } from '@konduct/tool/process/run-folder';
import type { ProcessRunner } from '@konduct/tool/process/runner';
import { linesOfPeople } from './change-lines.ts';
import type { ApiComparer, ApiComparison } from './comparer.ts';
import { type OasdiffLimits, oasdiffLimits } from './limits.ts';
import { type FoundChange, orderChanges, readChanges } from './oasdiff-changes.ts';
import { mergeAllOf, oasdiffOptions } from './oasdiff-options.ts';
import { comparePaths } from './path-groups.ts';
import { withSecurityLevels } from './security-level.ts';

export interface OasdiffOptions {
  /** The binary. */
  readonly program: string;
  readonly runner: ProcessRunner;
  readonly environment: EnvironmentVariables;
  readonly signal?: AbortSignal;
  readonly limits?: Partial<OasdiffLimits>;
}

/** One run of oasdiff: what it found, or a clause that says why it found nothing. */
export type Attempt =
  | { readonly changes: readonly ApiChange[] }
  | { readonly reason: string; readonly stopped?: boolean };

/**
 * Compares specifications with oasdiff. The process sees two files in a folder of their own, and neither network,
 * secrets nor settings. If the whole documents cannot be compared, their paths are compared in groups.
 */
export function oasdiffComparer(options: OasdiffOptions): ApiComparer {
  const limits = { ...oasdiffLimits, ...options.limits };
  return {
    async compare(before, after): Promise<ApiComparison> {
      const attempt = (paths: readonly string[] | undefined) => attemptAt(before, after, paths, options, limits);
      const whole = await attempt(undefined);
      const judged = (changes: readonly ApiChange[]) => orderChanges(withSecurityLevels(changes, before, after));
      if ('changes' in whole) return { changes: judged(whole.changes) };
      if (whole.stopped || options.signal?.aborted) return { changes: [], uncompared: { reason: whole.reason } };
      const parts = await comparePaths(before, after, attempt, { reason: whole.reason, time: limits.parts });
      return { ...parts, changes: judged(parts.changes) };
    },
  };
}

/** @param paths the paths to compare; undefined for everything */
async function attemptAt(
  before: StrictDocument,
  after: StrictDocument,
  paths: readonly string[] | undefined,
  options: OasdiffOptions,
  limits: OasdiffLimits,
): Promise<Attempt> {
  const [old, recent] = [before, after].map(({ strict }) => writeJson(paths ? partOf(strict, paths) : strict));
  if (!old || !recent) return { reason: 'there is nothing to compare' };
  const folder = await scratchFolder('compare');
  try {
    await Promise.all([
      writeFile(path.join(folder, 'before.json'), old.text),
      writeFile(path.join(folder, 'after.json'), recent.text),
    ]);
    const run = { ...options, folder, time: paths ? limits.part : limits.whole, output: limits.output };
    const merged = await runOasdiff([...oasdiffOptions, mergeAllOf], run);
    // A second attempt without merging `allOf` takes as much time again, so it is made only if the first one failed at
    // once.
    const found = 'reason' in merged && merged.quick ? await runOasdiff(oasdiffOptions, run) : merged;
    if ('reason' in found) return 'reason' in merged ? merged : found;
    const told = paths ? found.changes.filter((change) => isOfWhole(change, after)) : found.changes;
    return { changes: linesOfPeople(told, { before, after, places: [old.places, recent.places] }) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Whether a change holds for the whole document. A component that a group of paths no longer uses is not removed if the
 * document still has it.
 */
function isOfWhole({ section, text }: FoundChange, { strict }: StrictDocument): boolean {
  if (section !== 'components') return true;
  const [, name] = /removed the schema `([^`]+)`/.exec(text) ?? [];
  const { components } = strict as { components?: { schemas?: Readonly<Record<string, unknown>> } };
  return name === undefined || !Object.hasOwn(components?.schemas ?? {}, name);
}

interface Run extends OasdiffOptions {
  readonly folder: string;
  readonly time: number;
  readonly output: number;
}

type Found =
  | { readonly changes: readonly FoundChange[] }
  /** `quick` when oasdiff failed by itself, and did not reach a limit of time or output. */
  | { readonly reason: string; readonly quick: boolean; readonly stopped?: boolean };

async function runOasdiff(args: readonly string[], run: Run): Promise<Found> {
  const { program, runner, environment, signal, folder } = run;
  const { end, code, stdout, stderr } = await runner.run({
    program,
    args: ['changelog', ...args, 'before.json', 'after.json'],
    directory: folder,
    environment: offlineEnvironment(environment, folder),
    timeLimit: run.time,
    outputLimit: run.output,
    ...(signal ? { signal } : {}),
  });
  if (end === 'time-limit')
    return { reason: `oasdiff did not end within ${run.time / 1000} s (\`compare-time-limit\`)`, quick: false };
  if (end === 'output-limit') return { reason: 'oasdiff found more than can be read', quick: false };
  if (end !== 'exited') return { reason: finalLine(stderr), quick: false, stopped: true };
  if (code !== 0) return { reason: finalLine(stderr), quick: true };
  const changes = readChanges(stdout);
  return changes ? { changes } : { reason: 'oasdiff answered something that is not known', quick: false };
}

function finalLine(stderr: string): string {
  const line = stderr.trim().split('\n').at(-1) ?? '';
  return `oasdiff said ${JSON.stringify(line.replace(/^Error: /, '').slice(0, 300))}`;
}
