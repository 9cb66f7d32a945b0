import { deckInputs } from '@konduct/operations/inputs/deck';
import type { ActionDefinition } from '@konduct/runner/definition';
import { commentInput, githubTokenInput } from '@konduct/runner/inputs';

export const definition = {
  folder: 'deck-sync',
  title: 'Konnect – Sync gateways',
  description: 'Renders, lints, compares and syncs the decK files of the gateways, each to its own control plane.',
  icon: 'shuffle',
  inputs: { ...deckInputs, comment: commentInput, githubToken: githubTokenInput },
  outputs: ['changed', 'summary', 'waiting', 'failure-reason', 'report-file', 'diff-file'],
} as const satisfies ActionDefinition;
