import { pullRequestInputs, serviceLoginInputs, stageInputs, stageModeInput } from '@konduct/operations/inputs/stage';
import type { ActionDefinition } from '@konduct/runner/definition';
import { githubTokenInput } from '@konduct/runner/inputs';

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
  },
  outputs: ['changed', 'summary', 'waiting', 'failure-reason', 'report-file', 'pull-requests'],
} as const satisfies ActionDefinition;
