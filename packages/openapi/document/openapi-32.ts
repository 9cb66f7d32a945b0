import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { rangeOf } from '@konduct/core/source/origin';
import { startOf } from '@konduct/core/source/range';
import { isRecord } from '@konduct/core/value/record';

/**
 * What is to be said of a document that is written in OpenAPI 3.2; undefined for any other. Facts: decK 1.64.0, oasdiff
 * 1.32.0 and Konnect's contract 3.15.0, tried on 30 November 2026.
 */
export function openApi32Problem(value: unknown, path: string): Diagnostic | undefined {
  if (!isRecord(value) || !/^3\.2(?:\.|$)/.test(String(value.openapi))) return undefined;
  return finding(
    'spec-version',
    'The specification is written in OpenAPI 3.2, which is not supported yet',
    rangeOf(value, 'openapi') ?? startOf(path),
    {
      cause:
        'decK makes no routes of `additionalOperations`; files are joined without knowing `$self`, `itemSchema` and ' +
        "`components.mediaTypes`; linting has rules for 3.0 and 3.1; Konnect's contract does not say whether portals show " +
        'it. oasdiff compares it.',
      fix:
        'Say `openapi: 3.1.2` if it uses nothing of 3.2, else stage a 3.1 document beside it: ' +
        'https://github.com/konduct/konduct/blob/main/docs/how-to/stage-and-sync.md#openapi-32.',
    },
  );
}
