import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Pin, pinsIn, withPins } from './pins/pin.ts';
import { NoPinError, publishedCommits, versionAt } from './pins/published.ts';

// `npx node scripts/pins.ts` sets every pin of our own actions in the example and the pages to the newest commit that
// changed the actions. With `--check` it fails when a pin names another commit.

const root = join(import.meta.dirname, '..');
const pinnedFiles = ['action-examples/**/.github/workflows/*.yaml', 'README.md', 'docs/**/*.md', 'actions/*/README.md'];
const { check } = parseArgs({ options: { check: { type: 'boolean', default: false } } }).values;

async function main(): Promise<void> {
  const { newest, before } = await publishedCommits(root);
  const version = await versionAt(root, newest);
  const current = (pin: Pin) => (pin.commit === newest && pin.version === version) || (check && pin.commit === before);
  let pins = 0;
  let wrong = 0;
  for (const path of (await Array.fromAsync(glob(pinnedFiles, { cwd: root }))).sort()) {
    const text = await readFile(join(root, path), 'utf8');
    const found = pinsIn(text);
    pins += found.length;
    const stale = found.filter((pin) => !current(pin));
    wrong += stale.length;
    if (check) {
      for (const { action, line } of stale) console.error(`${path}:${line}: ${action} is pinned to another commit`);
    } else if (stale.length > 0) {
      await writeFile(join(root, path), withPins(text, newest, version));
      console.log(`wrote ${path}`);
    }
  }
  console.log(`${pins} pins, ${wrong} ${check ? 'not at' : 'set to'} ${newest} (v${version})`);
  if (check && wrong > 0) {
    console.error('Run `npx node scripts/pins.ts` and commit what it writes.');
    process.exitCode = 1;
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof NoPinError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
