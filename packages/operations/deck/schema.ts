import {
  described,
  diagnosticDefinitions,
  list,
  natural,
  object,
  reference,
  type Schema,
  schemaHead,
  summarySchema,
  text,
} from '@konduct/core/report/json/schema-part';
import { exitCodesOf, reasonsOf } from '@konduct/core/run/outcome';
import { entityActions } from '@konduct/deck/gateway/change';
import { controlPlaneOutcomes } from '@konduct/deck/gateway/outcome';
import { deckModes } from './report.ts';

const definitions: Readonly<Record<string, Schema>> = {
  summary: summarySchema,
  ...diagnosticDefinitions,
  counts: object({ create: natural, adopt: natural, update: natural, delete: natural }),
  change: object(
    {
      action: { enum: entityActions, description: 'takeover: an entity that is there and that nobody marked as ours.' },
      kind: described(text, "decK's word: service, route, plugin."),
      name: text,
      fields: list(
        object(
          { path: described(text, 'Dotted: config.minute.') },
          { before: described({}, 'What may be a secret is [masked].'), after: {} },
        ),
      ),
    },
    {
      id: text,
      deletedWith: described(text, 'Only of what is not ours and goes along: the entity of ours that it hangs on.'),
    },
  ),
  controlPlane: object(
    {
      organization: text,
      environment: text,
      team: described(text, 'The team, or all teams that share it, separated by commas.'),
      region: text,
      name: text,
      file: described(text, "Its decK file, relative to the repository; the first team's, where several share it."),
      outcome: { enum: controlPlaneOutcomes },
      diagnostics: list(reference('diagnostic')),
    },
    {
      files: described(
        list(object({ team: text, file: text })),
        'Where several teams share it: the decK file of each.',
      ),
      note: described(text, 'What it waits for, or what blocks it.'),
      planned: reference('counts'),
      done: reference('counts'),
      changes: list(reference('change')),
      warnings: list(text),
    },
  ),
};

/** The JSON Schema of the report of a run with decK. */
export const deckReportSchema: Schema = {
  ...schemaHead('deck-report.schema.json', 'Report of a Konduct run with decK'),
  ...object(
    {
      formatVersion: { const: 1 },
      mode: { enum: deckModes },
      summary: described(reference('summary'), 'Entities of gateways; adopt counts takeovers, waiting control planes.'),
      exitCode: {
        enum: exitCodesOf('gateways'),
        description: '0 fine, 2 changes present, 3 stale, 4 refused, 5 partly applied, 1 anything else.',
      },
      diagnostics: list(reference('diagnostic')),
      notes: described(list(text), 'About organizations that were left out.'),
      controlPlanes: list(reference('controlPlane')),
    },
    {
      failureReason: { enum: reasonsOf('gateways') },
      written: described(list(text), 'Of a rendering: files that differed.'),
      rendering: object({ rendered: natural, kept: natural, merged: natural }),
    },
  ),
  $defs: definitions,
};
