import { type Diagnostic, hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { type ExactNumber, exactNumber } from '@konduct/core/source/exact-number';
import { parseYaml } from '@konduct/core/source/yaml';
import { Lexer } from 'yaml';

export interface ParsedDocument {
  /** Numbers that would be written in another way are `ExactNumber`s. */
  readonly value: unknown;
  /** What keeps it from being read; nothing when it was. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Above this, JSON is read without places: for a finding in so large a file its name has to do. */
const placesUpTo = 2 * 1024 * 1024;

/** The most words, brackets and the like that YAML may have: with so many, reading takes about 1.5 GB. */
const mostTokens = 2_500_000;

/** Reads YAML or JSON, which for the sake of places is read as YAML too. Bounded in size, in depth and in what aliases stand for. */
export function parseDocument(path: string, text: string): ParsedDocument {
  if (text.length > placesUpTo && isJson(text)) {
    const quick = quickJson(text);
    if (quick) return quick;
  }
  if (text.length > placesUpTo && hasTooMuch(text)) {
    const message = 'The file has more values than can be read';
    return { value: null, diagnostics: [finding('file-too-large', message, undefined, { fix: 'Split the API.' })] };
  }
  const { value, diagnostics } = parseYaml({ path, text }, { exactNumbers: true });
  return {
    value,
    diagnostics: hasErrors(diagnostics) ? diagnostics.filter(({ severity }) => severity === 'error') : [],
  };
}

export function isJson(text: string): boolean {
  return /^\s*\{/.test(text);
}

/** Node 22 tells a reviver how a number is written; undefined before, where that matters. */
function quickJson(text: string): ParsedDocument | undefined {
  let isExact = true;
  const revive = (_key: string, value: unknown, context?: { readonly source?: string }): unknown => {
    if (typeof value !== 'number') return value;
    const read: number | ExactNumber = exactNumber(value, context?.source);
    isExact &&= context?.source !== undefined;
    return read;
  };
  try {
    const value: unknown = JSON.parse(text, revive);
    return isExact ? { value, diagnostics: [] } : undefined;
  } catch {
    const fix = 'Correct it.';
    return { value: null, diagnostics: [finding('yaml-syntax', 'The file is not valid JSON', undefined, { fix })] };
  }
}

function hasTooMuch(text: string): boolean {
  let tokens = 0;
  for (const token of new Lexer().lex(text)) {
    if (!/^[ \t\r\n]*$/.test(token.slice(0, 100))) tokens += 1;
    if (tokens > mostTokens) return true;
  }
  return false;
}
