import { type Diagnostic, hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { parseYaml } from '@konduct/core/source/yaml';

export interface ParsedDocument {
  readonly value: unknown;
  /** What keeps it from being read; nothing when it was. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Above this, JSON is read without places: for a finding in so large a file its name has to do. */
const placesUpTo = 2 * 1024 * 1024;

/** Reads YAML or JSON, which for the sake of places is read as YAML too. Bounded in depth and in what aliases stand for. */
export function parseDocument(path: string, text: string): ParsedDocument {
  if (text.length > placesUpTo && isJson(text)) {
    try {
      return { value: JSON.parse(text), diagnostics: [] };
    } catch {
      const message = 'The file is not valid JSON';
      return { value: null, diagnostics: [{ severity: 'error', code: 'yaml-syntax', message, fix: 'Correct it.' }] };
    }
  }
  const { value, diagnostics } = parseYaml({ path, text });
  return {
    value,
    diagnostics: hasErrors(diagnostics) ? diagnostics.filter(({ severity }) => severity === 'error') : [],
  };
}

export function isJson(text: string): boolean {
  return /^\s*\{/.test(text);
}
