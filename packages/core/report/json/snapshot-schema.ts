import { snapshotFormat, snapshotSchemaId } from '../../snapshot/snapshot.ts';
import { described, list, natural, object, reference, type Schema, schemaHead, text } from './schema-part.ts';

const values: Schema = { type: 'object', additionalProperties: {} };
const texts: Schema = { type: 'object', additionalProperties: text };

const definitions: Readonly<Record<string, Schema>> = {
  object: object(
    {
      fields: described(
        values,
        'By name. E-mail addresses are `{address …}`: 16 hex digits for one that the manifests name, else a number.',
      ),
    },
    {
      labels: texts,
      detail: described(values, 'The fields that lists leave out, where the run read them; documents by digest.'),
      contents: described(
        { type: 'object', additionalProperties: list(text) },
        'What others made in it, where the run looked: names by noun.',
      ),
    },
  ),
  list: object(
    { kind: text, region: described(text, 'A region, or global.'), objects: list(reference('object')) },
    {
      parents: described(texts, 'The ids of the objects that it is below.'),
      unread: described({ const: true }, 'The run could not read it.'),
    },
  ),
  organization: object({
    name: text,
    id: described(text, 'The id of the organization in Konnect.'),
    owner: described(text, 'The value of the owner label.'),
    regions: described(list(text), 'Where all lists of labelled kinds were read.'),
    unnamed: described(natural, 'How many people there are whom the manifests did not name.'),
    lists: list(reference('list')),
    looked: described(
      { type: 'object', additionalProperties: { enum: ['there', 'gone'] } },
      'Whether objects exist that no list shows, by id.',
    ),
  }),
};

/** The JSON Schema of snapshots. */
export const snapshotSchema: Schema = {
  ...schemaHead('snapshot.schema.json', 'Snapshot of Konnect by Konduct'),
  ...object(
    {
      $schema: { const: snapshotSchemaId },
      format: { const: snapshotFormat },
      konduct: described(text, 'The version of Konduct that wrote it.'),
      taken: described(
        { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$' },
        'When: 2026-11-30T20:15:00Z.',
      ),
      organizations: list(reference('organization')),
      digest: described(text, 'The SHA-256 of everything else in this file.'),
    },
    { commit: described({ type: 'string', pattern: '^[0-9a-f]{40,64}$' }, 'The commit that was applied, in hex.') },
  ),
  $defs: definitions,
};
