import { pullRequestInputs, serviceLoginInputs, stageInputs, stageModeInput } from '@konduct/operations/inputs/stage';
import type { ActionDefinition } from '@konduct/runner/definition';
import { githubTokenInput, workflowTokenInput } from '@konduct/runner/inputs';

export const definition = {
  folder: 'stage-spec',
  title: 'Konnect – Stage specifications',
  description: "Brings services' specifications into the platform repository, one pull request for each environment.",
  icon: 'git-pull-request',
  inputs: {
    mode: stageModeInput,
    ...stageInputs,
    ...pullRequestInputs,
    ...serviceLoginInputs,
    githubToken: githubTokenInput,
    workflowToken: workflowTokenInput,
  },
  outputs: ['changed', 'summary', 'waiting', 'failure-reason', 'report-file', 'pull-requests'],
} as const satisfies ActionDefinition;
