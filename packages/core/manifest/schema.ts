import type { JsonSchema } from '../shape/json-schema.ts';
import { acceptedChangesSchema } from './accepted-changes.ts';
import { definitionsOf } from './key/table.ts';
import { manifestTable } from './table/manifest.ts';

/** One schema for every manifest file: each may hold any of the top-level keys, and they are merged. */
export const manifestSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://raw.githubusercontent.com/konduct/konduct/main/schemas/manifest.schema.json',
  ...manifestTable.schema,
  patternProperties: { '^x-': { description: 'Yours: Konduct does not look inside.' } },
  $defs: definitionsOf(manifestTable),
};

/** The files of `schemas/` that follow from here, by name: for editors, written by `npm run generate`. */
export function manifestSchemas(): Record<string, object> {
  return { 'manifest.schema.json': manifestSchema, 'accepted-changes.schema.json': acceptedChangesSchema };
}
