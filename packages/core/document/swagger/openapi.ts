import { type Diagnostic, hasErrors } from '../../diagnostic/diagnostic.ts';
import { startOf } from '../../source/range.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { isRecord } from '../../source/value.ts';
import { parseYaml } from '../../source/yaml.ts';
import { ConversionFailure } from './conversion-failure.ts';
import { upgrade } from './document.ts';

/** A specification as OpenAPI 3, or what keeps it from becoming that. */
export type OpenApiText = { readonly text: string } | { readonly diagnostics: readonly Diagnostic[] };

/**
 * A specification for tools that know OpenAPI 3 alone: a Swagger 2 document is turned into OpenAPI 3.0, always into the
 * same bytes; any other is given back as it is. What only people read (examples) is left out. Throws for no document.
 */
export function openApiText(file: SourceFile): OpenApiText {
  if (!/["']?swagger["']?\s*:/.test(file.text)) return { text: file.text };
  const { value, diagnostics } = parseYaml(file);
  if (!isRecord(value) || value.openapi !== undefined || !/^2(\.0)?$/.test(String(value.swagger)))
    return { text: file.text };
  if (hasErrors(diagnostics)) return { diagnostics: diagnostics.filter(({ severity }) => severity === 'error') };
  try {
    return { text: jsonText(upgrade(value)) };
  } catch (error) {
    if (!(error instanceof ConversionFailure)) throw error;
    const { diagnostic } = error;
    return { diagnostics: [diagnostic.at ? diagnostic : { ...diagnostic, at: startOf(file.path) }] };
  }
}

/** JSON that is YAML too, whose readers refuse or fold characters that JSON lets stand. */
function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return `${text.replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, escaped)}\n`;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
