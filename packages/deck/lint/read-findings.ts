import type { Diagnostic, Severity } from '@konduct/core/diagnostic/diagnostic';
import { startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import type { WrittenPlaces } from '@konduct/openapi/document/write-json';
import { isUnknownFunction } from './unknown-function.ts';

/** The most findings of one file besides its errors, which are all reported. */
const most = 500;

const severities: Readonly<Record<string, Severity>> = { error: 'error', warn: 'warning', info: 'note', hint: 'note' };

/**
 * Reads the findings of `deck file lint`, with places in the file; undefined for any other text.
 *
 * @param places the origins of lines in decK's input, if that was not the file's own text
 */
export function readFindings(
  output: string,
  file: SourceFile,
  rules: string,
  places?: WrittenPlaces,
): Diagnostic[] | undefined {
  let report: unknown;
  try {
    report = JSON.parse(output);
  } catch {
    return undefined;
  }
  if (typeof report !== 'object' || report === null || !('results' in report) || !Array.isArray(report.results))
    return undefined;
  const lines = places?.lines ?? file.text.split('\n').length;
  const found = report.results.flatMap((result: unknown): Diagnostic[] => {
    if (typeof result !== 'object' || result === null) return [];
    const { Message, Severity: severity, Line, Column } = result as Readonly<Record<string, unknown>>;
    if (typeof Message !== 'string' || isUnknownFunction(Message)) return [];
    const line = inside(Line, lines);
    const own = { line, column: inside(Column, Number.MAX_SAFE_INTEGER) };
    const at = places ? (places.at(line)?.start ?? startOf(file.path).start) : own;
    return [
      {
        severity: severities[String(severity)] ?? 'warning',
        code: 'deck-lint',
        message: sentence(Message),
        cause: `A rule of ${rules} says so.`,
        at: { file: file.path, start: at, end: at },
      },
    ];
  });
  return shortened(found, file);
}

/**
 * The worst findings, and a note about the number of the others. Notes are left out before warnings, because warnings
 * may fail a run.
 */
function shortened(found: readonly Diagnostic[], file: SourceFile): Diagnostic[] {
  const of = (wanted: Severity) => found.filter(({ severity }) => severity === wanted);
  const others = [...of('warning'), ...of('note')];
  const left = others.slice(most);
  if (left.length === 0) return [...found];
  const warnings = left.filter(({ severity }) => severity === 'warning').length;
  const counts = [
    warnings > 0 && `${warnings} more warnings`,
    left.length > warnings && `${left.length - warnings} more notes`,
  ];
  const note: Diagnostic = {
    severity: 'note',
    code: 'deck-lint',
    message: `The rules find ${counts.filter(Boolean).join(' and ')} in ${file.path}, which are left out here`,
    fix: 'Mend what is told, or make the rules that find most of it milder.',
    at: startOf(file.path),
  };
  return [...of('error'), ...others.slice(0, most), note];
}

/** A whole number from 1: decK counts some columns from 0, and has 0 for an unknown line. */
function inside(value: unknown, largest: number): number {
  return typeof value === 'number' && Number.isSafeInteger(value) ? Math.min(Math.max(value, 1), largest) : 1;
}

function sentence(text: string): string {
  const line = text
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .replace(/\.$/, '')
    .slice(0, 500);
  return line === '' ? 'A rule is not kept' : line.charAt(0).toUpperCase() + line.slice(1);
}
