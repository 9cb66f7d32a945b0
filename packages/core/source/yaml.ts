import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { sortDiagnostics } from '../diagnostic/diagnostic.ts';
import { lineIndexOf } from './line-index.ts';
import { startOf } from './range.ts';
import type { SourceFile } from './source-file.ts';
import { YamlBuilder, yamlProblemLimit } from './yaml-builder.ts';
import { isSmallYaml, mostYamlMarks, yamlMarksIn } from './yaml-cost.ts';
import { buildFromEvents } from './yaml-events.ts';
import { buildFromNodes } from './yaml-nodes.ts';
import { unreadProblem } from './yaml-problem.ts';

export interface YamlResult {
  /** Plain values: objects, lists, strings, numbers, booleans and null. Null when nothing could be read. */
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
}

export interface YamlOptions {
  /** Keeps numbers that JavaScript would print differently as `ExactNumber`s. */
  readonly exactNumbers?: boolean;
}

/**
 * Reads the first document of a YAML 1.2 file. Every object and list remembers its place and those of its members (see
 * `originOf`). A part that cannot be read is reported and left out. Merge keys (`<<`) work, because koctl's YAML
 * library knows them; tags beyond YAML's own and keys that are not scalars do not. Of a large file (not `isSmallYaml`)
 * that js-yaml cannot read, only the first error is reported, and there is no value.
 */
export function parseYaml(file: SourceFile, { exactNumbers = false }: YamlOptions = {}): YamlResult {
  if (yamlMarksIn(file.text) > mostYamlMarks) return { value: null, diagnostics: [tooManyValues(file)] };
  const index = lineIndexOf(file);
  let builder = new YamlBuilder(index, exactNumbers);
  const unread = buildFromEvents(file.text, builder);
  if (unread) {
    builder = new YamlBuilder(index, exactNumbers);
    if (!isSmallYaml(file.text) || !buildFromNodes(file, index, builder))
      return { value: null, diagnostics: [unreadProblem(unread, index)] };
  }
  const { value, diagnostics } = builder;
  if (builder.isEmpty && diagnostics.length === 0) return { value, diagnostics: [emptyFile(file)] };
  return { value, diagnostics: sortDiagnostics(diagnostics).slice(0, yamlProblemLimit) };
}

function tooManyValues({ path }: SourceFile): Diagnostic {
  return {
    severity: 'error',
    code: 'file-too-large',
    message: 'The file has more values than can be read',
    fix: 'Split it.',
    at: startOf(path),
  };
}

function emptyFile({ path }: SourceFile): Diagnostic {
  return {
    severity: 'warning',
    code: 'file-empty',
    message: `${path} holds no document`,
    fix: 'Write something into it, or delete it.',
    at: startOf(path),
  };
}
