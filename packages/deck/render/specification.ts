import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { rangeOf } from '@konduct/core/source/origin';
import { startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { parseYaml } from '@konduct/core/source/yaml';

/**
 * What makes a specification unfit for decK: references to other files or hosts (decK's linter would follow them),
 * and YAML that is small on disk and large in memory. Most documents are told to be harmless by their text alone, because
 * parsing hundreds of them takes longer than converting them.
 */
export function specificationProblems(file: SourceFile): Diagnostic[] {
  if (isPlain(file.text)) return [];
  const { value, diagnostics } = parseYaml(file);
  if (hasErrors(diagnostics)) return [...diagnostics];
  return outsideReferences(value, file.path);
}

/** No anchors and aliases, no key spelled with escapes, and every `$ref` is a plain one inside the document. */
function isPlain(text: string): boolean {
  if (/(?:^|[\s[{,:?-])[&*][^\s,[\]{}]/m.test(text)) return false;
  if (/\\(?:x|u|U)[0-9a-fA-F]{2}|\\\r?\n/.test(text)) return false;
  for (let at = text.indexOf('$ref'); at >= 0; at = text.indexOf('$ref', at + 4)) {
    if (!/^\$ref["']?[ \t]*:[ \t]*["']?#/.test(text.slice(at, at + 40))) return false;
  }
  return true;
}

const mostProblems = 20;

function outsideReferences(root: unknown, path: string): Diagnostic[] {
  const found: Diagnostic[] = [];
  const seen = new Set<object>();
  const pending = [root];
  while (pending.length > 0 && found.length < mostProblems) {
    const value = pending.pop();
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    const reference = (value as Readonly<Record<string, unknown>>).$ref;
    if (typeof reference === 'string' && !reference.startsWith('#')) {
      found.push({
        severity: 'error',
        code: 'spec-reference',
        message: `The specification refers to ${JSON.stringify(reference.slice(0, 200))}, which is outside of it`,
        cause:
          'A staged specification stands alone: nothing else is read when it is turned into gateway configuration.',
        fix: 'Stage it again, so that what it refers to is bundled.',
        at: rangeOf(value, '$ref') ?? startOf(path),
      });
    }
    pending.push(...Object.values(value));
  }
  return found;
}
