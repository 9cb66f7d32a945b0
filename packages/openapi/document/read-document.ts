import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { type ExactNumber, exactNumber } from '@konduct/core/source/exact-number';
import { lineIndexOf } from '@konduct/core/source/line-index';
import { startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { parseYaml, type YamlOptions, type YamlResult } from '@konduct/core/source/yaml';
import { depthProblem } from '@konduct/core/source/yaml-problem';
import { hasTooManyLines, isJson, measureJson, mostLines, shareAsYaml, shareOfBudget } from './document-budget.ts';

/** Above this, JSON is read without places: for a finding in so large a file its name has to do. */
export const placesUpTo = 2 * 1024 * 1024;

/**
 * Reads a specification: YAML, or JSON, which for the sake of places is read as YAML too. Bounded in depth, in how many
 * values there are and in what aliases stand for. What is staged and what is validated is read by this alone, so that
 * neither takes what the other refuses.
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

/** Undefined for what is no JSON after all: the reader for YAML says where. */
function readJson(text: string, { exactNumbers = false }: YamlOptions): YamlResult | undefined {
  let isExact = true;
  // Node 22 tells a reviver how a number is written; undefined before, where that matters.
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
