import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { hasErrors } from '../diagnostic/diagnostic.ts';
import { rangeOf } from '../source/origin.ts';
import { startOf } from '../source/range.ts';
import type { SourceFile } from '../source/source-file.ts';
import { parseYaml } from '../source/yaml.ts';
import { blueprintSchema, type RawBlueprint } from './raw.ts';
import { shapeProblems } from './shape.ts';

export interface BlueprintSource {
  readonly raw: RawBlueprint;
  readonly file: SourceFile;
}

/** Reads blueprint files by name; one of `own` replaces the built-in one, and two of `own` with one name are an error. */
export function readBlueprints(
  files: { readonly builtin: readonly SourceFile[]; readonly own: readonly SourceFile[] },
  report: (diagnostic: Diagnostic) => void,
): ReadonlyMap<string, BlueprintSource> {
  const sources = new Map<string, BlueprintSource>();
  const own = new Map<string, BlueprintSource>();
  for (const file of files.builtin) {
    const raw = readBlueprint(file, report);
    if (raw) sources.set(raw.metadata.name, { raw, file });
  }
  for (const file of files.own) {
    const raw = readBlueprint(file, report);
    if (!raw) continue;
    const { name } = raw.metadata;
    const first = own.get(name);
    if (first) {
      const related = {
        message: 'first defined here',
        at: rangeOf(first.raw.metadata, 'name') ?? startOf(first.file.path),
      };
      const at = rangeOf(raw.metadata, 'name') ?? startOf(file.path);
      report({
        severity: 'error',
        code: 'blueprint-duplicate',
        message: `two files define the blueprint ${name}`,
        at,
        related: [related],
      });
      continue;
    }
    own.set(name, { raw, file });
    sources.set(name, { raw, file });
  }
  return sources;
}

function readBlueprint(file: SourceFile, report: (diagnostic: Diagnostic) => void): RawBlueprint | undefined {
  const { value, diagnostics } = parseYaml(file);
  for (const diagnostic of diagnostics) report(diagnostic);
  if (hasErrors(diagnostics) || value === undefined) return undefined;
  const problems = shapeProblems(blueprintSchema, value, file.path);
  for (const problem of problems) report(problem);
  return problems.length === 0 ? (value as RawBlueprint) : undefined;
}
