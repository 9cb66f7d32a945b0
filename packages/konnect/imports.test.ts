import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

/**
 * The files of this repository that the given ones import, directly or through others, and the names of the packages
 * that they need.
 */
function importsOf(...entries: string[]): { readonly files: Set<string>; readonly packages: Set<string> } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string) => {
    if (files.has(file)) return;
    files.add(file);
    // Bundles do not contain type imports.
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(
      /^(?:import|export) (?!type)[^;]*from '([^']+)';/gm,
    )) {
      if (name.startsWith('.')) visit(join(dirname(file), name));
      else packages.add(name);
    }
  };
  for (const entry of entries) visit(join(import.meta.dirname, entry));
  return { files, packages };
}

test('kinds and provider work without client, host or network', () => {
  const { files, packages } = importsOf('kinds/registry.ts', 'provider.ts', 'in-process.ts', '../network/fault.ts');
  expect(files.size).toBeGreaterThan(20);
  for (const file of files) {
    expect(existsSync(file)).toBe(true);
    expect(file).not.toContain('/client/');
    expect(readFileSync(file, 'utf8')).not.toContain('konghq');
  }
  expect([...packages].filter((name) => !name.startsWith('@konduct/core/'))).toEqual([
    '@konduct/network/fault',
    'node:timers/promises',
  ]);
});

test('only one file names a host', () => {
  const { files } = importsOf('client/client.ts', 'client/hosts.ts', 'provider.ts', 'kinds/registry.ts');
  const naming = [...files].filter((file) => readFileSync(file, 'utf8').includes('konghq.com'));
  expect(naming).toEqual([join(import.meta.dirname, 'client/hosts.ts')]);
});
