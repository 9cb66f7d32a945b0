import { isRecord } from '../value/record.ts';
import { writtenName } from './key/key.ts';
import type { Table } from './key/table.ts';
import { manifestTable } from './table/manifest.ts';

/** Keys in koctl's examples that koctl ignored, and the places of the keys to use instead. */
const former: Readonly<Record<string, readonly string[]>> = {
  'idp-group-mappings': ['organizations.<name>.authorization.team-mappings.idp.mappings'],
};

let known: ReadonlyMap<string, readonly string[]> | undefined;

/** The places in a manifest that a key has, such as `organizations.<name>.environments.<name>.region`. */
export function keyPlaces(key: string): readonly string[] {
  known ??= allPlaces();
  return (Object.hasOwn(former, key) ? former[key] : known.get(key)) ?? [];
}

function allPlaces(): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, string[]>();
  const visit = ({ keys }: Table<object>, prefix: string): void => {
    for (const [member, { schema, tables }] of Object.entries(keys)) {
      const name = writtenName(member);
      const place = `${prefix}${name}`;
      places.set(name, [...(places.get(name) ?? []), place]);
      const below = schema.items !== undefined ? '[].' : isRecord(schema.additionalProperties) ? '.<name>.' : '.';
      for (const table of tables) visit(table, `${place}${below}`);
    }
  };
  visit(manifestTable, '');
  return places;
}
