import * as core from '@actions/core';
import { emptySummary } from '@konduct/core/plan/plan';
import { failureReasons } from '@konduct/core/run/outcome';

/** The outputs of every action. A test compares them with the action.yml files. */
export const outputDescriptions = {
  changed:
    'true when there is something to change (plan, diff) or something was changed (apply, sync, render, staging), else false.',
  summary:
    'How many resources, specifications or entities of gateways come to which action, as JSON: ' +
    `${JSON.stringify(emptySummary)}.`,
  waiting:
    'How many resources or control planes wait for something, such as a gateway service. Waiting is not failing.',
  'failure-reason': `Empty when the run ended well, else one of ${failureReasons.join(', ')}.`,
  'report-file':
    'The path of a JSON file with the whole report, by report.schema.json, deck-report.schema.json or ' +
    'stage-report.schema.json in schemas/.',
  'plan-file':
    'The path of the plan file that was written or carried out, relative to the workspace, to keep as an artifact. Empty ' +
    'without one.',
  'snapshot-file':
    'The path of the snapshot of Konnect that was written, relative to the workspace, to keep as an artifact. Empty without ' +
    'one.',
  'diff-file':
    'The path of a text file with everything a diff or a sync found, to keep as an artifact. Empty when there is nothing.',
  'pull-requests': 'The pull requests of the run as JSON: a list of {"environment","branch","outcome","number","url"}.',
  matrix:
    'The platform as GitHub\'s job matrix, as JSON: {"include":[{"name","level","organizations","environments",' +
    '"resources"}]}, at most 256 rows with about the same number of resources. The first is what belongs to ' +
    'organizations as a whole; it is left out where environments are named. Where nothing is left there are no rows, ' +
    'which GitHub refuses: give the job with the matrix an if: that compares this output with {"include":[]}.',
} as const satisfies Record<string, string>;

export type OutputName = keyof typeof outputDescriptions;

export type Outputs = Readonly<Partial<Record<OutputName, string>>>;

export function setOutputs(outputs: Outputs): void {
  for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
}
