import { apiChangeLevels, silentDifferences } from '../../run/api-change.ts';
import { exitCodesOf, reasonsOf } from '../../run/outcome.ts';
import { environmentOutcomes, specificationOutcomes } from '../../run/staging.ts';
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
} from './schema-part.ts';

const definitions: Readonly<Record<string, Schema>> = {
  summary: summarySchema,
  ...diagnosticDefinitions,
  environment: object(
    {
      environment: text,
      outcome: { enum: environmentOutcomes },
      written: described(list(text), 'Paths relative to the platform directory.'),
      removed: list(text),
      deckChanges: described(
        list(object({ path: text, lines: list(text), total: natural })),
        'What changes in decK files: how much, and the first of it in words.',
      ),
      diagnostics: list(reference('diagnostic')),
    },
    {
      branch: text,
      pullRequest: object({ number: natural, url: text }),
      gate: described(
        object(
          { failOn: { enum: ['breaking', 'warn'] }, changes: natural, uncompared: natural, services: list(text) },
          { allowedBy: described(text, 'The login of the code owner who let it through.') },
        ),
        'What the gate for changes of APIs stops; absent where it stops nothing.',
      ),
    },
  ),
  service: object(
    {
      organization: text,
      environment: text,
      team: text,
      service: text,
      outcome: { enum: specificationOutcomes },
      directory: described(text, 'Relative to the platform directory.'),
      diagnostics: list(reference('diagnostic')),
    },
    {
      repository: text,
      branch: text,
      commit: described(text, 'The commit that was read, or is known to be staged.'),
      title: text,
      version: text,
      changes: described(
        list(
          object(
            { level: { enum: apiChangeLevels }, text },
            {
              operation: text,
              rule: described(text, 'The rule that found it, as oasdiff calls it.'),
              reason: described(text, 'Why it has its level.'),
              line: described(natural, 'The line of the staged file.'),
              lineOf: described({ const: 'before' }, 'The line is one of the file before.'),
              accepted: object({ reason: text, until: text }),
            },
          ),
        ),
        'What changed in the API, the worst first; absent when it could not be told.',
      ),
      author: described(text, 'Who wrote the commit.'),
      servers: described(list(text), 'Where its servers are.'),
      traffic: described(
        object({ from: list(text), to: list(text) }),
        'Where the gateway sent its requests, and where it sends them now; absent where that stays.',
      ),
      operations: described(list(text), 'What a new API offers.'),
      before: object({}, { version: text, commit: text, servers: list(text) }),
      silent: described(
        list({ enum: silentDifferences }),
        'What differs although the contract with callers does not; empty when only how it is written does.',
      ),
      uncompared: described(
        object({ reason: text }, { paths: list(text) }),
        'What could not be compared; without paths, nothing was.',
      ),
      otherFiles: described(list(text), 'Files in its directory that change although its specification does not.'),
    },
  ),
};

/** The JSON Schema of a staging run's report. */
export const stageReportSchema: Schema = {
  ...schemaHead('stage-report.schema.json', 'Report of a Konduct staging run'),
  ...object(
    {
      formatVersion: { const: 1 },
      mode: { const: 'stage' },
      summary: described(reference('summary'), 'Specifications: added, changed, removed and unchanged ones.'),
      exitCode: { enum: exitCodesOf('staging'), description: '0 fine, 4 refused, 5 partly staged, 1 anything else.' },
      diagnostics: list(reference('diagnostic')),
      environments: list(reference('environment')),
      services: list(reference('service')),
      git: object({ repositories: natural, contacts: natural, processes: natural }),
    },
    { failureReason: { enum: reasonsOf('staging') } },
  ),
  $defs: definitions,
};
