import type { JsonSchema } from '../shape/json-schema.ts';
import { acceptedChangesSchema } from './accepted-changes.ts';
import { definitionsOf } from './key/table.ts';
import { manifestTable } from './table/manifest.ts';

/** One schema for every manifest file: each file may hold any top-level keys, and the files are merged. */
export const manifestSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://raw.githubusercontent.com/konduct/konduct/main/schemas/manifest.schema.json',
  ...manifestTable.schema,
  patternProperties: { '^x-': { description: 'Yours: Konduct does not look inside.' } },
  $defs: definitionsOf(manifestTable),
};

/** The files of `schemas/` that `npm run generate` writes for editors, by name. */
export function manifestSchemas(): Record<string, object> {
  return { 'manifest.schema.json': manifestSchema, 'accepted-changes.schema.json': acceptedChangesSchema };
}
