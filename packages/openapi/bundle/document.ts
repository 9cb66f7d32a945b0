import { type Diagnostic, hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { readDocument } from '../document/read-document.ts';

export interface ParsedDocument {
  /** Numbers with an unusual notation are `ExactNumber`s. */
  readonly value: unknown;
  /** The errors because of which it could not be read; empty on success. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a document that will be written again. */
export function parseDocument(path: string, text: string): ParsedDocument {
  const { value, diagnostics } = readDocument({ path, text }, { exactNumbers: true });
  return {
    value,
    diagnostics: hasErrors(diagnostics) ? diagnostics.filter(({ severity }) => severity === 'error') : [],
  };
}
