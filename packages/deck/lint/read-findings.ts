import type { Diagnostic, Severity } from '@konduct/core/diagnostic/diagnostic';
import { type SourceRange, startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { isUnknownFunction } from './unknown-function.ts';

/** The most findings of one file that are worth a word. */
const most = 500;

const severities: Readonly<Record<string, Severity>> = { error: 'error', warn: 'warning', info: 'note', hint: 'note' };

/**
 * Reads what `deck file lint` found, with places in the file; undefined when it is not its report.
 *
 * @param places where the lines of what decK was given come from, if that was not the file's own text
 */
export function readFindings(
  output: string,
  file: SourceFile,
  rules: string,
  places?: readonly (SourceRange | undefined)[],
): Diagnostic[] | undefined {
  let report: unknown;
  try {
    report = JSON.parse(output);
  } catch {
    return undefined;
  }
  if (typeof report !== 'object' || report === null || !('results' in report) || !Array.isArray(report.results))
    return undefined;
  const lines = places?.length ?? file.text.split('\n').length;
  return report.results.slice(0, most).flatMap((result: unknown): Diagnostic[] => {
    if (typeof result !== 'object' || result === null) return [];
    const { Message, Severity: severity, Line, Column } = result as Readonly<Record<string, unknown>>;
    if (typeof Message !== 'string' || isUnknownFunction(Message)) return [];
    const line = inside(Line, lines);
    const own = { line, column: inside(Column, Number.MAX_SAFE_INTEGER) };
    const at = places ? (places[line - 1]?.start ?? startOf(file.path).start) : own;
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
}

/** Whole numbers from 1: decK counts some columns from 0, and says 0 for what has no line. */
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
