import { type Diagnostic, hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { readDocument } from '../document/read-document.ts';

export interface ParsedDocument {
  /** Numbers that would be written in another way are `ExactNumber`s. */
  readonly value: unknown;
  /** What keeps it from being read; nothing when it was. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a document that is written again. */
export function parseDocument(path: string, text: string): ParsedDocument {
  const { value, diagnostics } = readDocument({ path, text }, { exactNumbers: true });
  return {
    value,
    diagnostics: hasErrors(diagnostics) ? diagnostics.filter(({ severity }) => severity === 'error') : [],
  };
}
