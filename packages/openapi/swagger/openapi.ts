import { type Diagnostic, hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { isRecord } from '@konduct/core/value/record';
import { readDocument } from '../document/read-document.ts';
import { writeJson } from '../document/write-json.ts';
import { ConversionFailure } from './conversion-failure.ts';
import { upgrade } from './document.ts';

/** A specification as OpenAPI 3, or the reasons why it cannot be converted. */
export type OpenApiText = { readonly text: string } | { readonly diagnostics: readonly Diagnostic[] };

/**
 * A specification for tools that only read OpenAPI 3. A Swagger 2 document becomes OpenAPI 3.0, always with the same
 * bytes; any other is returned unchanged. Examples are left out of the result, because they are for people. Throws if
 * the file is not a document.
 */
export function openApiText(file: SourceFile): OpenApiText {
  if (!/["']?swagger["']?\s*:/.test(file.text)) return { text: file.text };
  const { value, diagnostics } = readDocument(file, { exactNumbers: true });
  if (!isRecord(value) || value.openapi !== undefined || !/^2(\.0)?$/.test(String(value.swagger)))
    return { text: file.text };
  if (hasErrors(diagnostics)) return { diagnostics: diagnostics.filter(({ severity }) => severity === 'error') };
  try {
    return { text: writeJson(upgrade(value)).text };
  } catch (error) {
    if (!(error instanceof ConversionFailure)) throw error;
    const { diagnostic } = error;
    return { diagnostics: [diagnostic.at ? diagnostic : { ...diagnostic, at: startOf(file.path) }] };
  }
}
