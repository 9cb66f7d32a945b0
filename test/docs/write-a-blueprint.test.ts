import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Block, blocksOf, readPage } from './page.ts';
import { changed, commandsOf, patternOf, Workplace } from './steps.ts';

// Follows docs/how-to/write-a-blueprint.md block by block: writes its files, makes its changes, runs its commands.

let folder: string;
let workplace: Workplace;
const stops: (() => Promise<void>)[] = [];
/** The simulator's address in the page, and its real address. */
const shownAddress = 'http://127.0.0.1:8080';
let address = shownAddress;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'konduct-page-'));
  workplace = new Workplace(path.join(folder, 'empty'), path.join(folder, 'bin'));
});
afterAll(async () => {
  for (const stop of stops) await stop();
  rmSync(folder, { recursive: true, force: true });
});

async function follow({ language, words, values, text }: Block): Promise<void> {
  const file = values.get('file');
  if (file !== undefined) {
    workplace.write(file, language === 'diff' ? changed(workplace.read(file), text) : text);
    return;
  }
  expect(language, 'a block is a file, a change of one, or commands').toBe('console');
  for (const { line, output } of commandsOf(text)) {
    if (words.includes('background')) {
      // Port 8080 may be in use.
      const { said, stop } = await workplace.start(line.replace('8080', '0'), /http:\/\/127\.0\.0\.1:\d+/);
      stops.push(stop);
      address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? '';
      continue;
    }
    const done = await workplace.run(line.replace(shownAddress, address));
    expect(done.output, line).toMatch(patternOf(output));
    expect(done.exitCode, line).toBe(Number(values.get('exit') ?? 0));
  }
}

test('every step of the page does what it shows', async () => {
  const blocks = blocksOf(readPage('how-to/write-a-blueprint.md'));
  expect(blocks.length).toBeGreaterThan(15);
  for (const block of blocks) {
    await follow(block).catch((error: unknown) => {
      throw new Error(`the block on line ${block.line}: ${String(error)}`, { cause: error });
    });
  }
}, 180_000);
