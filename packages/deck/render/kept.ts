import { type Diagnostic, hasErrors } from '@konduct/core/diagnostic/diagnostic';
import type { SourceFile } from '@konduct/core/source/source-file';
import { parseYaml } from '@konduct/core/source/yaml';
import { writeJson } from '@konduct/openapi/document/write-json';
import { readsVariables } from './convert.ts';
import { isReadAlike } from './read-alike.ts';

/**
 * What decK is given of a committed configuration where nothing newer can be made: what we read in it, which is what was
 * reviewed. Text that decK, which reads YAML 1.1, might take for something else is written anew.
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
