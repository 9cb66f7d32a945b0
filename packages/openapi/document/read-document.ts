import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { type ExactNumber, exactNumber } from '@konduct/core/source/exact-number';
import { lineIndexOf } from '@konduct/core/source/line-index';
import { startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { parseYaml, type YamlOptions, type YamlResult } from '@konduct/core/source/yaml';
import { depthProblem } from '@konduct/core/source/yaml-problem';
import { hasTooManyLines, isJson, measureJson, mostLines, shareAsYaml, shareOfBudget } from './document-budget.ts';

/** The size above which JSON is read without places; findings then name only the file. */
export const placesUpTo = 2 * 1024 * 1024;

/**
 * Reads a specification: YAML, or JSON, which is read as YAML as well, for places. Depth, the number of values and
 * aliases are limited. Staging and validating both use this function, so that neither accepts a document that the other
 * refuses.
 */
export function readDocument(file: SourceFile, options: YamlOptions = {}): YamlResult {
  const { path, text } = file;
  if (isJson(text) && text.length > placesUpTo) return readLargeJson(file, options);
  if (hasTooManyLines(text)) {
    const message = `The file has more than ${mostLines} lines`;
    return refused(finding('file-too-large', message, startOf(path), { fix: 'Remove empty ones, or split the API.' }));
  }
  return parseYaml(file, options);
}

function readLargeJson(file: SourceFile, options: YamlOptions): YamlResult {
  const { path, text } = file;
  const { tooDeep } = measureJson(text);
  if (tooDeep !== undefined) return refused(depthProblem(lineIndexOf(file), tooDeep));
  if (shareOfBudget(text) > 1) return refused(tooManyValues(path));
  const read = readJson(text, options);
  if (read) return read;
  if (shareAsYaml(text) <= 1 && !hasTooManyLines(text)) return parseYaml(file, options);
  return refused(finding('yaml-syntax', 'The file is not valid JSON', startOf(path), { fix: 'Correct it.' }));
}

function tooManyValues(path: string): Diagnostic {
  return finding('file-too-large', 'The file has more values than can be read', startOf(path), {
    fix: 'Split the API.',
  });
}

function refused(diagnostic: Diagnostic): YamlResult {
  return { value: null, diagnostics: [diagnostic] };
}

/** Undefined for invalid JSON: the YAML reader then reports the place. */
function readJson(text: string, { exactNumbers = false }: YamlOptions): YamlResult | undefined {
  let isExact = true;
  // Node 22 and later pass the source of a number to a reviver. Before, numbers with an unusual notation are read as
  // YAML.
  const revive = (_key: string, value: unknown, context?: { readonly source?: string }): unknown => {
    if (typeof value !== 'number') return value;
    const read: number | ExactNumber = exactNumber(value, context?.source);
    isExact &&= context?.source !== undefined;
    return read;
  };
  try {
    const value: unknown = exactNumbers ? JSON.parse(text, revive) : JSON.parse(text);
    return isExact ? { value, diagnostics: [] } : undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}
