import { writtenName } from '@konduct/core/manifest/key/key';
import { secretTitle } from '@konduct/core/manifest/key/secret';
import type { Table } from '@konduct/core/manifest/key/table';
import { manifestTable } from '@konduct/core/manifest/table/manifest';
import { isRecord } from '@konduct/core/value/record';

/** Every key of a manifest that holds a value, by its place; a mapping counts by the keys in it. */
export function keyPlaces(root: Table<object> = manifestTable): string[] {
  const places: string[] = [];
  const visit = ({ keys }: Table<object>, prefix: string): void => {
    for (const [member, { schema, tables }] of Object.entries(keys)) {
      const place = `${prefix}${writtenName(member)}`;
      const inner = tables.filter((table) => table.schema.title !== secretTitle);
      const items = isRecord(schema.items) && isRecord(schema.items.properties) ? schema.items.properties : {};
      if (inner.length === 0)
        places.push(
          ...(Object.keys(items).length === 0 ? [place] : Object.keys(items).map((name) => `${place}[].${name}`)),
        );
      const below = schema.items !== undefined ? '[].' : isRecord(schema.additionalProperties) ? '.<name>.' : '.';
      for (const table of inner) visit(table, `${place}${below}`);
    }
  };
  visit(root, '');
  return places;
}

/** The item of each map that the manifests of the test have. */
const names: Readonly<Record<string, string>> = {
  'environment-types': 'LAB',
  teams: 'flights',
  services: 'acme/flights',
  organizations: 'acme',
  environments: 'dev',
};

export type Manifest = Record<string, unknown>;

/** A copy of a manifest with a value at a place; undefined takes the key out. */
export function withKey(manifest: Manifest, place: string, value: unknown): Manifest {
  const copy = structuredClone(manifest);
  const parts = place.split('.');
  let node = copy;
  for (const [index, part] of parts.slice(0, -1).entries()) {
    const key = part === '<name>' ? (names[parts[index - 1] ?? ''] ?? '') : part;
    const next = isRecord(node[key]) ? (node[key] as Manifest) : {};
    node[key] = next;
    node = next;
  }
  const last = parts.at(-1) ?? '';
  if (value === undefined) delete node[last];
  else node[last] = value;
  return copy;
}
