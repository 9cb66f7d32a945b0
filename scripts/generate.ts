import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Artefact } from './artefacts/artefact.ts';
import { builtinFiles } from './artefacts/builtin-files.ts';
import { konnectContract } from './artefacts/konnect-contract/artefact.ts';
import { oasdiffRules } from './artefacts/oasdiff-rules.ts';

// `npm run generate` writes every generated file. `npm run generate -- --check` fails when one is outdated.

const root = join(import.meta.dirname, '..');
const { check } = parseArgs({ options: { check: { type: 'boolean', default: false } } }).values;

async function main(): Promise<void> {
  const stale = await publish(await builtinFiles(root));
  const { ownValidators } = await import('./artefacts/validators.ts');
  stale.push(...(await publish(ownValidators())));
  stale.push(...(await publish(await konnectContract(root))));
  stale.push(...(await publish(await oasdiffRules())));
  // Imported only now, because it imports the modules that were just written.
  const { following } = await import('./artefacts/following.ts');
  stale.push(...(await publish(await following(root))));
  if (!check) return;
  for (const path of stale) console.error(`stale: ${path}`);
  if (stale.length === 0) return;
  console.error('Run `npm run generate` and commit what it writes.');
  process.exitCode = 1;
}

/** Writes the files that differ, or with `--check` only lists them. Returns their paths. */
async function publish(artefacts: readonly Artefact[]): Promise<string[]> {
  const stale: string[] = [];
  for (const { path, text } of artefacts) {
    const file = join(root, path);
    if ((await readFile(file, 'utf8').catch(() => undefined)) === text) continue;
    stale.push(path);
    if (check) continue;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    console.log(`wrote ${path}`);
  }
  return stale;
}

await main();
