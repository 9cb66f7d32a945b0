import { type Diagnostic, hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { isRecord } from '@konduct/core/value/record';
import { readDocument } from '../document/read-document.ts';
import { ConversionFailure } from '../swagger/conversion-failure.ts';
import { upgrade } from '../swagger/document.ts';
import { conformOpenApi, type LeftOut } from './conform.ts';

/** A specification as OpenAPI 3, as its author wrote it and as strictly typed readers take it. */
export interface StrictDocument {
  /** What stands in the file. */
  readonly source: Readonly<Record<string, unknown>>;
  /** As OpenAPI 3: what stands in the file, but for Swagger 2. With titles, descriptions and examples. */
  readonly written: Readonly<Record<string, unknown>>;
  /** With the type that OpenAPI wants everywhere, and without what is for people alone. */
  readonly strict: Readonly<Record<string, unknown>>;
  /** What had another type, and no way to the right one: it is not in `strict`. */
  readonly leftOut: readonly LeftOut[];
}

export type StrictResult = StrictDocument | { readonly diagnostics: readonly Diagnostic[] };

/** Reads a specification for programs that want every value to have its type; or says what keeps it from being read. */
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
