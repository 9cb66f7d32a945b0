import { bare } from '../shape/bare-key.ts';
import { isRecord } from '../value/record.ts';
import { writtenName } from './key/key.ts';
import type { Table } from './key/table.ts';
import { manifestTable } from './table/manifest.ts';

const groupMappings = ['organizations.<name>.authorization.team-mappings.idp.mappings'];

/** Keys in koctl's examples and in repositories that koctl ignored, and the places of the keys to use instead. */
const former: ReadonlyMap<string, readonly string[]> = new Map(
  [
    'idp-group-mappings',
    'idp-team-group-mappings',
    'idp-team-mappings',
    'idp-mappings',
    'team-group-mappings',
    'group-mappings',
    'group-team-mappings',
  ].map((key) => [bare(key), groupMappings]),
);

let known: ReadonlyMap<string, readonly string[]> | undefined;

/**
 * The places in a manifest that a key has, such as `organizations.<name>.environments.<name>.region`. Case and separators
 * make no difference: `loginPath` and `login_path` have the place of `login-path`.
 */
export function keyPlaces(key: string): readonly string[] {
  known ??= allPlaces();
  return former.get(bare(key)) ?? known.get(bare(key)) ?? [];
}

function allPlaces(): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, string[]>();
  const visit = ({ keys }: Table<object>, prefix: string): void => {
    for (const [member, { schema, tables }] of Object.entries(keys)) {
      const name = writtenName(member);
      const place = `${prefix}${name}`;
      places.set(bare(name), [...(places.get(bare(name)) ?? []), place]);
      const below = schema.items !== undefined ? '[].' : isRecord(schema.additionalProperties) ? '.<name>.' : '.';
      for (const table of tables) visit(table, `${place}${below}`);
    }
  };
  visit(manifestTable, '');
  return places;
}
