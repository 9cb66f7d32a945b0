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
import type { EntityChange } from '@konduct/deck/gateway/change';
import type { ControlPlaneOutcome, DeckFailureReason, DeckReport } from './report.ts';

const modes: readonly DeckReport['mode'][] = ['render', 'lint', 'diff', 'sync'];
const actions: readonly EntityChange['action'][] = ['create', 'takeover', 'update', 'delete'];
const outcomes: readonly ControlPlaneOutcome[] = [
  'unchanged',
  'changes',
  'synced',
  'partly',
  'failed',
  'refused',
  'stale',
  'waiting',
];
const failures: readonly DeckFailureReason[] = [
  'invalid-configuration',
  'invalid-input',
  'missing-secret',
  'konnect-error',
  'partly-applied',
  'verification-failed',
  'plan-stale',
  'refused',
  'deck-missing',
  'deck-stale',
  'deck-failed',
  'lint-failed',
];

const definitions: Readonly<Record<string, Schema>> = {
  summary: summarySchema,
  ...diagnosticDefinitions,
  counts: object({ create: natural, adopt: natural, update: natural, delete: natural }),
  change: object(
    {
      action: { enum: actions, description: 'takeover: an entity that is there and that nobody marked as ours.' },
      kind: described(text, "decK's word: service, route, plugin."),
      name: text,
      fields: list(
        object(
          { path: described(text, 'Dotted: config.minute.') },
          { before: described({}, 'What may be a secret is [masked].'), after: {} },
        ),
      ),
    },
    { id: text },
  ),
  controlPlane: object(
    {
      organization: text,
      environment: text,
      team: text,
      region: text,
      name: text,
      file: described(text, 'Its decK file, relative to the repository.'),
      outcome: { enum: outcomes },
      diagnostics: list(reference('diagnostic')),
    },
    {
      note: described(text, 'What it waits for.'),
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
      mode: { enum: modes },
      summary: described(reference('summary'), 'Entities of gateways; adopt counts takeovers, waiting control planes.'),
      exitCode: {
        enum: [0, 1, 2, 3, 4, 5],
        description: '0 fine, 2 changes present, 3 stale, 4 refused, 5 partly applied, 1 anything else.',
      },
      diagnostics: list(reference('diagnostic')),
      notes: described(list(text), 'About organizations that were left out.'),
      controlPlanes: list(reference('controlPlane')),
    },
    {
      failureReason: { enum: failures },
      written: described(list(text), 'Of a rendering: files that differed.'),
      rendering: object({ rendered: natural, kept: natural, merged: natural }),
    },
  ),
  $defs: definitions,
};
