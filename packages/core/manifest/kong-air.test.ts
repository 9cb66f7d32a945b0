import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { organizationInstances } from '../instance/organization.ts';
import type { SourceFile } from '../source/source-file.ts';
import { loadManifest } from './load.ts';

// The recorded data of a real platform lies beside the checkout.
const repository = join(import.meta.dirname, '../../..');
const shared = resolve(process.env.KONDUCT_SHARED ?? join(repository, '../shared'));
const builtin = [read('builtin/environment-types.yaml', join(import.meta.dirname, 'builtin/environment-types.yaml'))];

function read(path: string, from: string): SourceFile {
  return { path, text: readFileSync(from, 'utf8') };
}

function readAll(folder: string, names: readonly string[]): SourceFile[] {
  return names.map((name) => read(name, join(folder, name)));
}

test.skipIf(!existsSync(join(shared, 'kong-air')))(`the manifests of Kong Air in ${shared} load as they are`, () => {
  const files = readAll(join(shared, 'kong-air/konnect'), ['organizations.yaml', 'teams.yaml']);
  const { manifest, apiNames, diagnostics } = loadManifest(files, { builtin });
  expect(diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual(['warning owner-fallback']);
  const apis = organizationInstances(manifest, apiNames).flatMap(({ environments }) =>
    environments.map(({ key, teams }) => [key, ...teams.flatMap(({ services }) => services.map((s) => s.apiName))]),
  );
  expect(apis).toEqual([
    ['dev', 'bookings-dev', 'customer-dev', 'destinations-dev', 'flights-dev'],
    ['prd', 'bookings', 'customer', 'destinations', 'flights'],
  ]);
});

test.skipIf(!existsSync(join(shared, 'traffic')))(
  `the koctl configuration in ${shared} loads once literals may stand in it`,
  () => {
    const files = readAll(join(shared, 'traffic'), ['koctl.yaml']);
    const { diagnostics } = loadManifest(files, { builtin, allowLiteralSecrets: true });
    const unmanaged = 'warning manifest-unmanaged';
    expect(diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual([unmanaged]);
  },
);

test('the example that users copy has nothing to complain about', () => {
  const folder = join(repository, 'action-examples/kong-air/konnect');
  const files = readAll(folder, ['platform.yaml', 'teams.yaml', 'organizations.yaml']);
  expect(loadManifest(files, { builtin }).diagnostics).toEqual([]);
});
