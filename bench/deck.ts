import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { readDeckPlatform } from '@konduct/operations/deck/platform';
import { renderDeck } from '@konduct/operations/deck/render';
import type { DeckReport } from '@konduct/operations/deck/report';
import type { Command } from '@konduct/tool/process/runner';
import { SpawnRunner } from '@konduct/tool/process/spawn';
import { findTool } from '../scripts/tools/place.ts';
import { writePlatform } from './platform.ts';

const services = 200;

/** The times of one run: ours, and that of its decK processes alone with the same parallelism. */
interface DeckFigure {
  readonly run: string;
  readonly processes: number;
  readonly seconds: number;
  readonly bare: number;
}

/**
 * Renders 400 service files: at first, unchanged, and with one of them changed. Undefined where decK is not installed.
 */
export async function measureRendering(specification: string): Promise<readonly DeckFigure[] | undefined> {
  const binary = await findTool('deck');
  if (binary === undefined) return undefined;
  const workspace = mkdtempSync(path.join(tmpdir(), 'konduct-bench-deck-'));
  try {
    const directory = path.join(workspace, 'konnect');
    writePlatform(directory, services, specification);
    const bare = await bareCost(binary, workspace, readFileSync(specification, 'utf8'));
    const render = () => renderDeck(optionsOf(workspace), runContextOf(binary));
    const measure = async (run: string, files: number): Promise<DeckFigure> => {
      const started = performance.now();
      const report = await render();
      const seconds = (performance.now() - started) / 1000;
      expectRendered(report, files);
      const merged = report.rendering?.merged ?? 0;
      return { run, processes: 2 * files + merged, seconds, bare: await bare(files, merged) };
    };
    const cold = await measure('400 files, cold', 2 * services);
    const unchanged = await measure('nothing changed', 0);
    const [first] = readDeckPlatform(optionsOf(workspace), () => {}).teams.flatMap((team) => team.services);
    const changed = path.join(directory, first?.specification ?? '');
    writeFileSync(
      changed,
      readFileSync(changed, 'utf8').replace(
        'paths:',
        'paths:\n  /bench:\n    get: {responses: {"200": {description: ok}}}',
      ),
    );
    return [cold, unchanged, await measure('one changed', 1)];
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

/** Prints the figures of {@link measureRendering}. */
export async function printRendering(specification: string): Promise<void> {
  const figures = await measureRendering(specification);
  console.log('\nRendering with decK');
  if (!figures) return console.log('decK is not installed: run `npm run tools`.');
  console.log(`${availableParallelism()} processes at once. Bare: the same decK processes and nothing else.`);
  console.log(`${''.padEnd(18)} processes  seconds     bare  ratio`);
  for (const { run, processes, seconds, bare } of figures) {
    const ratio = bare === 0 ? '-' : (seconds / bare).toFixed(2);
    console.log(
      `${run.padEnd(18)}${String(processes).padStart(10)}${seconds.toFixed(2).padStart(9)}${bare.toFixed(2).padStart(9)}${ratio.padStart(7)}`,
    );
  }
}

/** A function that runs the processes of a rendering, for some files and merges, and returns the seconds they take. */
async function bareCost(
  binary: string,
  folder: string,
  document: string,
): Promise<(files: number, merges: number) => Promise<number>> {
  const runner = new SpawnRunner(availableParallelism());
  const command = (args: readonly string[], input = ''): Command => ({
    program: binary,
    args: ['file', ...args],
    input,
    environment: { HOME: folder },
    timeLimit: 60_000,
    outputLimit: 64 * 1024 * 1024,
  });
  const patch = path.join(folder, 'patch.yaml');
  const part = path.join(folder, 'part.yaml');
  writeFileSync(patch, '_format_version: "1.0"\npatches:\n- selectors: ["$..services[*]"]\n  values: {tags: [a]}\n');
  const { stdout } = await runner.run(command(['openapi2kong', '--analytics=false'], document));
  writeFileSync(part, stdout);
  return async (files, merges) => {
    if (files + merges === 0) return 0;
    const started = performance.now();
    const convert = async () => {
      const converted = await runner.run(command(['openapi2kong', '--analytics=false'], document));
      await runner.run(command(['patch', '--analytics=false', patch], converted.stdout));
    };
    await Promise.all(Array.from({ length: files }, convert));
    const merge = () => runner.run(command(['merge', '--analytics=false', part, part, part, part]));
    await Promise.all(Array.from({ length: merges }, merge));
    return (performance.now() - started) / 1000;
  };
}

function optionsOf(workspace: string) {
  const selection = { organizations: [], environments: [], manifests: [] };
  return { config: 'konnect', workspace, ...selection, allowLiteralSecrets: false, check: false };
}

function runContextOf(binary: string) {
  const environment = { PATH: path.dirname(binary) };
  return { environment, maskSecret: () => {}, onProgress: () => {}, signal: new AbortController().signal };
}

function expectRendered({ rendering, diagnostics }: DeckReport, files: number): void {
  if (rendering?.rendered === files) return;
  const [first] = diagnostics;
  throw new Error(`${files} files should have been rendered, and ${rendering?.rendered} were. ${first?.message ?? ''}`);
}
