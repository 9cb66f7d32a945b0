import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { deckTool } from './release.ts';

test.each([
  ['decK v1.64.0 (unknown) \n', '1.64.0'],
  ['decK 1.64.0\n', '1.64.0'],
  ['decK v1.65.0-beta.1 (abc)\n', '1.65.0-beta.1'],
  ['deck: command failed\n', undefined],
])('%j', (output, version) => {
  expect(deckTool.versionPattern.exec(output)?.[1]).toBe(version);
});

test('the go.mod that it is built from is for this version', () => {
  const modules = readFileSync(new URL('../../tools/deck/go.mod', import.meta.url), 'utf8');
  expect(modules).toContain(`\t${deckTool.source.module} v${deckTool.version}\n`);
});
