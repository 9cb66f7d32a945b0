import { reconcileInputs } from '@konduct/operations/inputs/reconcile';
import type { ActionDefinition } from '@konduct/runner/definition';
import { commentInput, githubTokenInput, reviewedInput } from '@konduct/runner/inputs';

export const definition = {
  folder: 'reconcile-konnect',
  title: 'Konnect – Reconcile',
  description:
    'Shows what would make Konnect as the manifests say, or does it and verifies that nothing is left to do.',
  icon: 'git-merge',
  inputs: { ...reconcileInputs, reviewed: reviewedInput, comment: commentInput, githubToken: githubTokenInput },
  outputs: ['changed', 'summary', 'waiting', 'failure-reason', 'report-file', 'plan-file', 'snapshot-file'],
} as const satisfies ActionDefinition;
