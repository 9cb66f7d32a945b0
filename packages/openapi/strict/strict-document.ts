import { type Diagnostic, hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { isRecord } from '@konduct/core/value/record';
import { readDocument } from '../document/read-document.ts';
import { ConversionFailure } from '../swagger/conversion-failure.ts';
import { upgrade } from '../swagger/document.ts';
import { conformOpenApi, type LeftOut } from './conform.ts';

/** A specification as OpenAPI 3: in its author's notation, and for strictly typed readers. */
export interface StrictDocument {
  /** The value of the file. */
  readonly source: Readonly<Record<string, unknown>>;
  /**
   * The document as OpenAPI 3: the value of the file, or the converted Swagger 2. With titles, descriptions and
   * examples.
   */
  readonly written: Readonly<Record<string, unknown>>;
  /** The document with values of the types that OpenAPI requires, and without texts for people. */
  readonly strict: Readonly<Record<string, unknown>>;
  /** Values of other types that could not be converted and are not in `strict`. */
  readonly leftOut: readonly LeftOut[];
}

export type StrictResult = StrictDocument | { readonly diagnostics: readonly Diagnostic[] };

/** Reads a specification for programs that require exact types, or returns the reasons why it cannot be read. */
export function readStrictDocument(bytes: Uint8Array): StrictResult {
  const file = { path: '', text: new TextDecoder().decode(bytes) };
  const { value, diagnostics } = readDocument(file, { exactNumbers: true });
  if (hasErrors(diagnostics)) return { diagnostics: diagnostics.filter(({ severity }) => severity === 'error') };
  if (!isRecord(value)) return { diagnostics: [] };
  try {
    const isSwagger = value.openapi === undefined && /^2(\.0)?$/.test(String(value.swagger));
    const written = isSwagger ? upgrade(value) : value;
    const { value: strict, leftOut } = conformOpenApi(written);
    return { source: value, written, strict: isRecord(strict) ? strict : {}, leftOut };
  } catch (error) {
    if (!(error instanceof ConversionFailure)) throw error;
    return { diagnostics: [error.diagnostic] };
  }
}
