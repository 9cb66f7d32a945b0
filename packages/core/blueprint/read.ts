import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { rangeOf } from '../source/origin.ts';
import { type SourceRange, startOf } from '../source/range.ts';
import type { SourceFile } from '../source/source-file.ts';
import { parseYaml } from '../source/yaml.ts';
import type { RawBlueprint } from './raw.ts';
import { checkShape } from './shape.ts';

export interface BlueprintSource {
  readonly raw: RawBlueprint;
  readonly file: SourceFile;
}

/** Reads blueprint files by name; one of `own` replaces the built-in one, and two of `own` with one name are an error. */
export function readBlueprints(
  files: { readonly builtin: readonly SourceFile[]; readonly own: readonly SourceFile[] },
  report: (diagnostic: Diagnostic) => void,
): ReadonlyMap<string, BlueprintSource> {
  const builtin = readAll(files.builtin, report);
  return new Map([...builtin, ...readAll(files.own, report)]);
}

function readAll(
  files: readonly SourceFile[],
  report: (diagnostic: Diagnostic) => void,
): ReadonlyMap<string, BlueprintSource> {
  const sources = new Map<string, BlueprintSource>();
  for (const file of files) {
    const raw = readBlueprint(file, report);
    if (!raw) continue;
    const { name } = raw.metadata;
    const first = sources.get(name);
    if (first) {
      report(
        finding('blueprint-duplicate', `Two files define the blueprint ${name}`, placeOf({ raw, file }), {
          fix: 'Keep one of them, or give it another name.',
          related: [{ message: 'The other one', at: placeOf(first) }],
        }),
      );
    } else sources.set(name, { raw, file });
  }
  return sources;
}

function placeOf({ raw, file }: BlueprintSource): SourceRange {
  return rangeOf(raw.metadata, 'name') ?? startOf(file.path);
}

function readBlueprint(file: SourceFile, report: (diagnostic: Diagnostic) => void): RawBlueprint | undefined {
  const { value, diagnostics } = parseYaml(file);
  for (const diagnostic of diagnostics) report(diagnostic);
  // After a syntax error keys are missing or at the wrong depth: findings about those would bury the syntax error.
  if (diagnostics.some(({ code }) => code !== 'yaml-duplicate-key')) return undefined;
  const problems = checkShape(value, file.path);
  for (const problem of problems) report(problem);
  // Just checked against the schema that this type mirrors.
  return problems.length === 0 ? (value as RawBlueprint) : undefined;
}
