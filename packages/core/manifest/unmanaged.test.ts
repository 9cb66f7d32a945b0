import { expect, test } from 'vitest';
import { writtenName } from './key/key.ts';
import { definitionsOf } from './key/table.ts';
import { loadManifest } from './load.ts';
import { notManaged } from './table/authorization.ts';
import { manifestTable } from './table/manifest.ts';
import { organizationTable } from './table/organization.ts';

/** Keys of an organization whose description says that they have no effect, each with a value that is not empty. */
function idleKeys(): string[] {
  return Object.entries(organizationTable.keys).flatMap(([member, { schema, tables }]) => {
    const said = [schema.description, ...tables.map((table) => table.schema.description)];
    return said.some((text) => text?.includes(notManaged)) ? [writtenName(member)] : [];
  });
}

/** A value that fits a schema and is not empty at any depth. */
function valueFor(schema: Readonly<Record<string, unknown>>): unknown {
  const { $ref, type, properties } = schema as { $ref?: string; type?: unknown; properties?: Record<string, object> };
  if ($ref !== undefined) return valueFor(definitionsOf(manifestTable)[$ref.slice('#/$defs/'.length)] ?? {});
  if ([type].flat().includes('boolean')) return true;
  const [first] = Object.entries(properties ?? {});
  return first ? { [first[0]]: valueFor(first[1] as Readonly<Record<string, unknown>>) } : {};
}

test('every key that is documented without effect is a warning on its line, and no key is said to be unless it is so', () => {
  const keys = idleKeys();
  expect(keys.sort()).toEqual(['enable-custom-reports', 'notifications']);
  const member = (name: string) =>
    Object.entries(organizationTable.keys).find(([key]) => writtenName(key) === name)?.[1].schema ?? {};
  for (const key of Object.keys(organizationTable.keys).map(writtenName)) {
    if (['access-token', 'environments', 'regions'].includes(key)) continue;
    const text = JSON.stringify({
      platform: { name: 'acme' },
      organizations: {
        acme: { 'access-token': { type: 'env', value: 'T' }, environments: {}, [key]: valueFor(member(key)) },
      },
    });
    const found = loadManifest([{ path: 'm.yaml', text }]).diagnostics.filter(
      ({ code }) => code === 'manifest-unmanaged',
    );
    expect([key, found.map(({ severity }) => severity)]).toEqual([key, keys.includes(key) ? ['warning'] : []]);
  }
});
