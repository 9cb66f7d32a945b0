import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sortDiagnostics } from '../diagnostic/diagnostic.ts';
import type { SourceFile } from '../source/source-file.ts';
import { linkWithNamedKinds, platform, show, showGraph } from './platform.fixture.ts';

const fixtures = join(import.meta.dirname, 'fixtures');

function readFile(folder: string, path: string): SourceFile {
  return { path, text: readFileSync(join(folder, path), 'utf8') };
}

/** A long list of names has those of all kinds, of which there are more and more. */
function shown(text: string): string {
  const shortened = text.replaceAll(/(There are|Use one of:) .* and \d+ more\./g, '$1 many.');
  return shortened === '' ? '' : `${shortened}\n`;
}

// Each folder holds blueprints, and with a manifest.yaml also what they become of it.
describe.each(readdirSync(fixtures))('%s', (name) => {
  const folder = join(fixtures, name);
  const own = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml') && file !== 'manifest.yaml')
    .map((file) => readFile(folder, file));

  if (!existsSync(join(folder, 'manifest.yaml'))) {
    test('what is said about the blueprints', async () => {
      const text = sortDiagnostics(linkWithNamedKinds(own).diagnostics).map(show).join('\n\n');
      await expect(shown(text)).toMatchFileSnapshot(join(folder, 'diagnostics.txt'));
    });
    return;
  }

  const expanded = platform(readFile(folder, 'manifest.yaml'), own);

  test('what is said about the blueprints and what becomes of them', async () => {
    const text = expanded.diagnostics.map(show).join('\n\n');
    await expect(shown(text)).toMatchFileSnapshot(join(folder, 'diagnostics.txt'));
  });

  test('which resources there are', async () => {
    await expect(shown(showGraph(expanded))).toMatchFileSnapshot(join(folder, 'resources.txt'));
  });
});

// The place of a mistake inside an expression is not always known so exactly.
const inside = /^error expression-(syntax|type|unknown-name) /;

test('every finding about blueprints says what to do', () => {
  const said = readdirSync(fixtures).flatMap((name) =>
    readFile(join(fixtures, name), 'diagnostics.txt').text.split('\n\n'),
  );
  const silent = said.filter((text) => text.trim() !== '' && !inside.test(text) && !text.includes('\n  fix: '));
  expect(silent).toEqual([]);
});
