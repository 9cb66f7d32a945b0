import { platformInputs } from '@konduct/operations/inputs/platform';
import type { ActionDefinition } from '@konduct/runner/definition';

export const definition = {
  folder: 'validate-config',
  title: 'Konnect – Validate',
  description:
    'Checks a platform repository offline: manifests, blueprints, staged specifications and a rehearsed apply.',
  icon: 'check-circle',
  inputs: platformInputs,
  outputs: ['summary', 'waiting', 'failure-reason', 'report-file', 'matrix'],
} as const satisfies ActionDefinition;
