import { actions } from '../../plan/change.ts';
import { exitCodesOf, reasonsOf } from '../../run/outcome.ts';
import { reconciliationModes } from '../../run/reconciliation.ts';
import {
  described,
  diagnosticDefinitions,
  list,
  object,
  reference,
  type Schema,
  schemaHead,
  summarySchema,
  text,
} from './schema-part.ts';

const failureReason: Schema = {
  enum: reasonsOf('reconciliation'),
  description: 'Why the run did not end well, in a word.',
};

const definitions: Readonly<Record<string, Schema>> = {
  summary: summarySchema,
  ...diagnosticDefinitions,
  fieldChange: object(
    { path: described(text, 'Dotted: labels.team.') },
    {
      before: described({}, 'What Konnect has; absent when it has nothing there.'),
      after: described({}, 'What it is to become; absent when it is removed or not known yet.'),
      knownAfterApply: described(text, 'The expression whose value is known only after another resource exists.'),
      place: reference('range'),
    },
  ),
  change: object(
    {
      address: described(text, 'The stable name of the resource: organization, environment, team, service, resource.'),
      kind: text,
      name: described(text, 'What people know the object by.'),
      region: described(text, 'A region, or global.'),
      action: { enum: [...actions] },
      fields: list(reference('fieldChange')),
      dependsOn: described(list(text), 'Addresses this change comes after.'),
    },
    {
      environment: text,
      reason: described(text, 'What a waiting resource waits for; why an object is adopted or replaced.'),
      refused: described({ const: true }, 'Of a waiting resource: an error of the plan stands in its way.'),
      place: reference('range'),
    },
  ),
  plan: object({
    organization: text,
    owner: text,
    summary: reference('summary'),
    changes: described(list(reference('change')), 'One for every resource, in the order of the graph.'),
    orphans: described(list(text), 'Objects that carry the owner label and that no manifest declares.'),
    diagnostics: list(reference('diagnostic')),
  }),
  result: object(
    {
      address: text,
      kind: text,
      action: { enum: [...actions] },
      outcome: { enum: ['applied', 'failed', 'skipped', 'waiting'] },
    },
    { reason: text, diagnostic: reference('diagnostic') },
  ),
  verification: object({
    ok: described({ type: 'boolean' }, 'Whether a plan made after the apply finds nothing to change.'),
    summary: reference('summary'),
    diagnostics: list(reference('diagnostic')),
  }),
  organization: object(
    { organization: text, diagnostics: list(reference('diagnostic')) },
    {
      note: text,
      failureReason: reference('failureReason'),
      plan: reference('plan'),
      results: described(list(reference('result')), 'Of an apply, without resources that needed nothing.'),
      verification: reference('verification'),
    },
  ),
  node: object(
    {
      address: text,
      kind: text,
      name: text,
      organization: text,
      external: described({ type: 'boolean' }, 'Whether Konduct only reads it.'),
      dependsOn: list(text),
    },
    { environment: text },
  ),
  failureReason,
};

/** The JSON Schema of a run's report: what `--format json` prints and the `report-file` output names. */
export const reportSchema: Schema = {
  ...schemaHead('report.schema.json', 'Report of a Konduct run'),
  ...object(
    {
      formatVersion: { const: 1 },
      mode: { enum: reconciliationModes },
      summary: reference('summary'),
      exitCode: {
        enum: exitCodesOf('reconciliation'),
        description: '0 fine, 2 changes present, 3 plan stale, 4 refused, 5 partly applied, 1 anything else.',
      },
      diagnostics: described(list(reference('diagnostic')), 'Findings about the configuration as a whole.'),
      organizations: list(reference('organization')),
      graph: described(list(reference('node')), 'The resource graph of the configuration.'),
    },
    { failureReason: reference('failureReason') },
  ),
  $defs: definitions,
};
