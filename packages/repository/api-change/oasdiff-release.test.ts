import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { oasdiffTool } from './oasdiff-release.ts';

const { version, versionPattern, release, source } = oasdiffTool;

test.each([
  ['oasdiff version v1.32.0\n', '1.32.0'],
  ['oasdiff version 1.32.0\n', '1.32.0'],
  ['oasdiff version (devel)\n', undefined],
])('%j', (output, expected) => {
  expect(versionPattern.exec(output)?.[1]).toBe(expected);
});

test('the go.mod that it is built from is for this version', () => {
  const modules = readFileSync(new URL('../../../tools/oasdiff/go.mod', import.meta.url), 'utf8');
  expect(modules).toContain(`\t${source.module} v${version} //`);
});

test('we vouch for the archive of each machine', () => {
  const machines = [
    { platform: 'linux', arch: 'x64' },
    { platform: 'linux', arch: 'arm64' },
    { platform: 'darwin', arch: 'arm64' },
    { platform: 'win32', arch: 'x64' },
  ];
  const archives = machines.map((machine) => release.archive(version, machine));
  expect(Object.keys(release.vouched).sort()).toEqual(archives.sort());
  for (const digest of Object.values(release.vouched)) expect(digest).toMatch(/^[0-9a-f]{64}$/);
});
