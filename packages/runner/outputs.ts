import * as core from '@actions/core';

/** What every action tells later steps; a test holds the action.yml files to it. */
export const outputDescriptions = {
  changed: 'true when there is something to change (plan) or something was changed (apply), else false.',
  summary:
    'How many resources come to which action, as JSON: {"create":0,"update":0,"replace":0,"delete":0,"adopt":0,' +
    '"none":0,"waiting":0,"orphaned":0}.',
  waiting: 'How many resources wait for something, such as a gateway service. Waiting is not failing.',
  'failure-reason':
    'Empty when the run ended well, else one of invalid-configuration, invalid-input, missing-secret, konnect-error, ' +
    'partly-applied, verification-failed, plan-stale, refused, defect.',
  'report-file': 'The path of a JSON file with the whole report, by schemas/report.schema.json.',
} as const satisfies Record<string, string>;

export type OutputName = keyof typeof outputDescriptions;

export function setOutputs(outputs: Readonly<Partial<Record<OutputName, string>>>): void {
  for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
}
