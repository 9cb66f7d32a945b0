import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { showRange } from '../source/range.ts';
import type { SourceFile } from '../source/source-file.ts';
import { loadManifest } from './load.ts';

const fixtures = join(import.meta.dirname, 'fixtures');
const builtin = [
  readFile(join(import.meta.dirname, 'builtin/environment-types.yaml'), 'builtin/environment-types.yaml'),
];

function readFile(from: string, path: string): SourceFile {
  return { path, text: readFileSync(from, 'utf8') };
}

function readFolder(folder: string): SourceFile[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return names.map((name) => readFile(join(folder, name), name));
}

/** A diagnostic as a person would read it, with nothing left out. */
function show({ severity, code, message, cause, fix, at, related = [] }: Diagnostic): string {
  const end = at && `-${at.end.line}:${at.end.column}`;
  return [
    `${severity} ${code} ${at ? showRange(at) : 'nowhere'}${end ?? ''}`,
    `  ${message}`,
    ...(cause === undefined ? [] : [`  why: ${cause}`]),
    ...(fix === undefined ? [] : [`  fix: ${fix}`]),
    ...related.map((place) => `  see: ${showRange(place.at)} ${place.message}`),
  ].join('\n');
}

describe('what is said about faults', () => {
  test.each(readdirSync(fixtures))('%s', async (name) => {
    const { diagnostics } = loadManifest(readFolder(join(fixtures, name)), { builtin });
    const text = diagnostics.map(show).join('\n\n');
    await expect(`${text}\n`).toMatchFileSnapshot(join(fixtures, name, 'diagnostics.txt'));
  });
});

test('the built-in environment types come along unasked', () => {
  const passed = loadManifest([], { builtin }).manifest.environmentTypes;
  expect(loadManifest([]).manifest.environmentTypes).toEqual(passed);
  expect([...passed.keys()]).toEqual(['DEV', 'PROD']);
});

test('a type of the platform replaces a built-in one whole', () => {
  const text = 'environment-types: {DEV: {branch: prod}}';
  const { manifest } = loadManifest([{ path: 'platform.yaml', text }]);
  expect(manifest.environmentTypes.get('DEV')).toMatchObject({
    branch: 'prod',
    teamRole: undefined,
    clusterType: undefined,
  });
});
