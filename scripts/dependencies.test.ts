import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const parts = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;

type Manifest = Readonly<Partial<Record<(typeof parts)[number], Readonly<Record<string, string>>>>>;

const paths = ['package.json', ...globSync('{packages,actions}/*/package.json', { cwd: root })];
const manifests = paths.map((path): Manifest => JSON.parse(readFileSync(join(root, path), 'utf8')));
const dependencies = manifests
  .flatMap((manifest) => parts.flatMap((part) => Object.entries(manifest[part] ?? {})))
  .filter(([name]) => !name.startsWith('@konduct/'));

/** The packages in the first column of the tables of a text, sorted. */
function packagesIn(text: string): (string | undefined)[] {
  const rows = text.split('\n').filter((line) => line.startsWith('| `'));
  return rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name)).sort();
}

test('every dependency has its reason in docs/dependencies.md, and what was tried is none', () => {
  const page = readFileSync(join(root, 'docs/dependencies.md'), 'utf8');
  const [taken = '', tried = ''] = page.split('## Tried and not taken');
  const names = new Set(dependencies.map(([name]) => name));
  expect(packagesIn(taken)).toEqual([...names].sort());
  expect(packagesIn(tried)).not.toEqual([]);
  expect(packagesIn(tried).filter((name) => name !== undefined && names.has(name))).toEqual([]);
});

test('versions are exact', () => {
  for (const [name, version] of dependencies) expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
});
