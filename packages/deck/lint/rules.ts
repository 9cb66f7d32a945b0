import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { rangeOf } from '@konduct/core/source/origin';
import { startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { parseYaml } from '@konduct/core/source/yaml';
import { isRecord } from '@konduct/core/value/record';
import { givenProblems } from './given.ts';

/** The sets of rules that come with decK. Any other word would be a file or an address that it reads. */
const builtin = /^(?:spectral|vacuum):[a-z0-9-]+$/;

const modes = new Set(['all', 'recommended', 'off']);

/**
 * The reasons why a file of lint rules is refused. decK's linter loads the rules that a file extends from any host, and
 * a pull request must not make it send requests.
 */
export function rulesProblems(file: SourceFile): Diagnostic[] {
  const { value, diagnostics } = parseYaml(file);
  if (hasErrors(diagnostics)) return [...diagnostics];
  if (!isRecord(value)) {
    return [refused(file, 'is not a file of lint rules', 'Give it `rules`, and `extends` where you need it.')];
  }
  const { extends: extended, rules } = value;
  const strange = extendedNames(extended).find((name) => !builtin.test(name));
  if (strange === undefined) return [...outsideReferences(value, file), ...givenProblems(file, rules)];
  const shown = JSON.stringify(strange.slice(0, 200));
  const fix = 'Extend `spectral:oas` or another set that decK brings along, and write other rules into the file.';
  return [
    {
      ...refused(file, `extends ${shown}, which would have to be loaded`, fix),
      at: rangeOf(value, 'extends') ?? startOf(file.path),
    },
  ];
}

/** Reports references in the schemas of rules, because decK would follow them. */
function outsideReferences(root: unknown, file: SourceFile): Diagnostic[] {
  const seen = new Set<object>();
  const pending = [root];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    const { $ref: reference } = value as Readonly<Record<string, unknown>>;
    if (typeof reference === 'string' && !reference.startsWith('#')) {
      const shown = JSON.stringify(reference.slice(0, 200));
      const problem = refused(
        file,
        `refers to ${shown}, which would have to be loaded`,
        'Write the schema into the rule.',
      );
      return [{ ...problem, at: rangeOf(value, '$ref') ?? startOf(file.path) }];
    }
    pending.push(...Object.values(value).filter((member) => member !== undefined));
  }
  return [];
}

/** The names in `extends`: a name, or a list of names and of pairs of a name and a severity. */
function extendedNames(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return [String(value)];
  return value.flatMap((item: unknown) => {
    if (!Array.isArray(item)) return [String(item)];
    const [name, mode]: unknown[] = item;
    return modes.has(String(mode)) ? [String(name)] : item.map(String);
  });
}

function refused(file: SourceFile, problem: string, fix: string): Diagnostic {
  return { severity: 'error', code: 'deck-file', message: `${file.path} ${problem}`, fix, at: startOf(file.path) };
}
