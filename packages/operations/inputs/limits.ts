import { deckTimeLimits } from '@konduct/deck/time-limits';
import { oasdiffLimits } from '@konduct/repository/api-change/limits';
import { type SpecificationLimits, specificationLimits } from '@konduct/repository/specification/limits';
import { sizeLimits } from '../text-file.ts';
import type { InputValues } from './input.ts';
import { integerInput } from './parse.ts';

// Every limit that a user can meet and may raise. Those of the process itself, such as the depth of a document, are none:
// docs/reference/limits.md has both.

const megabyte = 1024 * 1024;

/** What may be read of a service repository for one specification. */
export const specificationLimitInputs = {
  maxFileSize: integerInput(1, sizeLimits.specification / megabyte, {
    name: 'max-file-size',
    description: 'How many MB one file of a specification may have, and the document that its files are joined to.',
    default: String(specificationLimits.file / megabyte),
  }),
  maxFiles: integerInput(1, 20_000, {
    name: 'max-files',
    description: 'How many files one specification may be joined from.',
    default: String(specificationLimits.files),
  }),
  maxTotalSize: integerInput(1, 256, {
    name: 'max-total-size',
    description: 'How many MB the files of one specification may have together.',
    default: String(specificationLimits.total / megabyte),
  }),
  maxOperations: integerInput(1, 200_000, {
    name: 'max-operations',
    description: 'How many operations one API may have.',
    default: String(specificationLimits.operations),
  }),
};

export const compareTimeLimitInput = integerInput(1, 3600, {
  name: 'compare-time-limit',
  description:
    'How many seconds oasdiff may take to compare two versions of an API. What takes longer is compared by its paths, ' +
    'for twice as long at most.',
  default: String(oasdiffLimits.whole / 1000),
});

export const deckTimeLimitInput = integerInput(1, 3600, {
  name: 'deck-time-limit',
  description: 'How many seconds decK may take each time it converts, patches, merges or lints files.',
  default: String(deckTimeLimits.file / 1000),
});

export const gatewayTimeLimitInput = integerInput(1, 7200, {
  name: 'gateway-time-limit',
  description: 'How many seconds decK may take each time it reads, compares or syncs one control plane.',
  default: String(deckTimeLimits.gateway / 1000),
});

/** The limits on specifications that the inputs mean, in bytes and numbers. */
export function specificationLimitsOf(values: InputValues<typeof specificationLimitInputs>): SpecificationLimits {
  return {
    file: values.maxFileSize * megabyte,
    files: values.maxFiles,
    total: values.maxTotalSize * megabyte,
    operations: values.maxOperations,
  };
}
