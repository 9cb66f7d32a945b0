import { type Diagnostic, hasErrors } from '@konduct/core/diagnostic/diagnostic';
import type { SourceFile } from '@konduct/core/source/source-file';
import { parseYaml } from '@konduct/core/source/yaml';
import { writeJson } from '@konduct/openapi/document/write-json';
import { readsVariables } from './convert.ts';
import { isReadAlike } from './read-alike.ts';

/**
 * The committed configuration as decK gets it, where no newer one can be rendered: with the values that Konduct reads,
 * which were reviewed. Text that decK might read differently, since it knows YAML 1.1, is written again.
 */
export function keptText(
  committed: SourceFile,
): { readonly text: string } | { readonly diagnostics: readonly Diagnostic[] } {
  if (committed.text.includes('${{')) return { diagnostics: [readsVariables(committed.path)] };
  const { value, diagnostics } = parseYaml(committed);
  if (hasErrors(diagnostics)) return { diagnostics };
  if (isReadAlike(committed.text, value)) return { text: committed.text };
  return { text: writeJson(parseYaml(committed, { exactNumbers: true }).value).text };
}
