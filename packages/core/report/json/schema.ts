import { diagnosticCodes } from '../../diagnostic/codes.ts';
import { differenceTypes, origins } from '../../drift/difference.ts';
import { healModes } from '../../drift/heal.ts';
import { actions, type Effect } from '../../plan/change.ts';
import { exitCodesOf, reasonsOf } from '../../run/outcome.ts';
import { reconciliationModes } from '../../run/reconciliation.ts';
import { outcomes } from '../words.ts';
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

const effects = ['widens', 'narrows'] as const satisfies Effect[];

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
      secret: described({ const: true }, 'The value is a secret: neither side is shown.'),
      effect: reference('effect'),
      meaning: described(text, 'What the new value means, as a clause after the name of the object.'),
      place: reference('range'),
    },
  ),
  effect: { enum: effects, description: 'What it does to what people can see and do.' },
  block: object({
    by: described(text, 'The address of the change that an error keeps from being carried out.'),
    action: described({ enum: [...actions] }, 'What the change would be.'),
    code: described({ enum: Object.keys(diagnosticCodes) }, 'Of the diagnostic that says why.'),
  }),
  meaning: object(
    {
      effect: { enum: [...effects, 'deletes', 'adopts'] },
      text: described(text, 'One sentence.'),
      address: described(text, 'Of the change that does it.'),
    },
    { environment: text, place: reference('range') },
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
      id: described(text, 'The id that Konnect gave it, where it exists.'),
      reason: described(
        text,
        'What a resource waits for; why it is blocked, adopted or replaced; why an orphan stays.',
      ),
      block: reference('block'),
      effect: reference('effect'),
      meaning: described(text, 'Who gets or loses what, as a sentence.'),
      passesThrough: described(
        list(text),
        'The states through which an update passes, although they are neither before nor after it.',
      ),
      takesAlong: described(list(text), 'What a deletion or replacement takes along.'),
      cannotBeUndone: described(
        list(text),
        'What a deletion or replacement destroys for good: applying a former commit does not bring it back.',
      ),
      partOf: described(text, 'Of a link to an object that is made anew: the address of that replacement.'),
      commit: described(
        object({ id: text, subject: text }),
        'What took an orphan out of the manifests, where git knows.',
      ),
      place: reference('range'),
    },
  ),
  plan: object({
    organization: text,
    owner: text,
    summary: reference('summary'),
    meanings: described(
      list(reference('meaning')),
      'What the plan means, in sentences: what widens access comes first.',
    ),
    changes: described(list(reference('change')), 'One for every resource, in the order of the graph, then deletions.'),
    orphans: described(
      list(reference('change')),
      'What no manifest declares any more and this run leaves; access first.',
    ),
    extent: reference('extent'),
    diagnostics: list(reference('diagnostic')),
  }),
  result: object(
    {
      address: text,
      kind: text,
      action: { enum: [...actions] },
      outcome: { enum: outcomes },
    },
    { reason: text, diagnostic: reference('diagnostic') },
  ),
  verification: object({
    ok: described({ type: 'boolean' }, 'Whether a plan made after the apply finds nothing to change.'),
    summary: reference('summary'),
    extent: reference('extent'),
    diagnostics: list(reference('diagnostic')),
  }),
  callCounts: object({ reads: { type: 'integer' }, writes: { type: 'integer' } }),
  calls: object(
    {
      planned: described(reference('callCounts'), 'What it took to make the plan.'),
      expected: described(reference('callCounts'), 'What a run that applies the plan sends in all, planning included.'),
    },
    {
      sent: described(
        object({
          reads: { type: 'integer' },
          writes: { type: 'integer' },
          vain: { type: 'integer' },
          lease: { type: 'integer' },
        }),
        'What this run sent, once it has applied the plan; in vain were calls that Konnect put off, failed at or did not answer. Those for a lease that another run held, and those that prolonged the own one, are `lease` alone.',
      ),
    },
  ),
  extent: described(
    object({ type: { enum: ['everything', 'regions', 'part'] } }, { regions: list(text) }),
    'How much of Konnect was looked at: all of the organization, its global objects and those of some regions, or what a selection needs.',
  ),
  organization: object(
    { organization: text, diagnostics: list(reference('diagnostic')) },
    {
      note: text,
      snapshot: described(
        object(
          { taken: described(text, 'When: 2026-11-30T20:15:00Z.') },
          { commit: described(text, 'The commit that had been applied, in hex.') },
        ),
        'The snapshot that was planned against, in the place of Konnect.',
      ),
      failureReason: reference('failureReason'),
      plan: reference('plan'),
      results: described(list(reference('result')), 'Of an apply, without resources that needed nothing.'),
      verification: reference('verification'),
      calls: described(reference('calls'), "Calls of Konnect's API."),
      drift: reference('drift'),
    },
  ),
  drift: object(
    {
      since: described(list(object({ id: text, subject: text })), 'The commits that were applied last.'),
      deep: described({ type: 'boolean' }, 'Whether everything was read that lists do not show.'),
      extraReads: described({ type: 'integer', minimum: 0 }, 'How much was read beyond what a plan reads.'),
      heal: { enum: healModes },
      differences: described(list(reference('difference')), 'Drift first.'),
    },
    { untold: described(text, 'Why some differences could not be told apart.') },
  ),
  difference: object(
    {
      address: text,
      kind: text,
      name: text,
      region: text,
      type: { enum: differenceTypes, description: 'Fields differ, Konnect lacks it, or no manifest declares it.' },
      origin: {
        enum: origins,
        description: 'Changed in Konnect, changed in git since the last apply, or not known which.',
      },
      fields: described(list(reference('fieldChange')), 'before is in Konnect, after in the manifests.'),
      command: described(text, 'Makes the difference go away.'),
      healed: described({ type: 'boolean' }, 'Whether this run made it go away.'),
    },
    {
      id: text,
      environment: text,
      reason: text,
      updatedAt: described(text, 'When the object was last changed, as Konnect gives it.'),
      place: reference('range'),
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
      formatVersion: { const: 2 },
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
    {
      failureReason: reference('failureReason'),
      planFile: described(
        object({ path: text, digest: described(text, 'The digest in the file.') }),
        'The plan file that was written or carried out.',
      ),
      snapshotFile: described(object({ path: text }), 'The snapshot of Konnect that was written.'),
    },
  ),
  $defs: definitions,
};
