import type { Diagnostic, Severity } from '../../diagnostic/diagnostic.ts';
import { codeSpan, messageMarkdown } from './escape.ts';
import { type Links, placeLink } from './link.ts';

const marks: Readonly<Record<Severity, string>> = { error: '❌', warning: '⚠️', note: 'ℹ️' };

/** The most places of one finding that are listed; the others are counted. */
const mostRelated = 5;

/** Diagnostics as a list. If there are more than `most`, the worst come first and the others are counted. */
export function findingsMarkdown(diagnostics: readonly Diagnostic[], links: Links | undefined, most: number): string[] {
  if (diagnostics.length === 0) return [];
  const shown = diagnostics.length <= most ? diagnostics : worst(diagnostics).slice(0, most);
  const lines = shown.flatMap((diagnostic) => findingLines(diagnostic, links));
  const left = diagnostics.length - shown.length;
  return [[...lines, ...(left > 0 ? [`- and ${left} more`] : [])].join('\n')];
}

function findingLines(
  { severity, code, message, cause, fix, at, related }: Diagnostic,
  links: Links | undefined,
): string[] {
  const place = at ? ` ${placeLink(at, links)}` : '';
  return [
    `- ${marks[severity]} ${codeSpan(code)}${place}: ${messageMarkdown(message)}`,
    ...(cause === undefined ? [] : [`  - Cause: ${messageMarkdown(cause)}`]),
    ...(fix === undefined ? [] : [`  - Fix: ${messageMarkdown(fix)}`]),
    ...(related ?? [])
      .slice(0, mostRelated)
      .map((other) => `  - See ${placeLink(other.at, links)}: ${messageMarkdown(other.message)}`),
    ...(related && related.length > mostRelated ? [`  - and ${related.length - mostRelated} more places`] : []),
  ];
}

function worst(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return (['error', 'warning', 'note'] as const).flatMap((severity) =>
    diagnostics.filter((diagnostic) => diagnostic.severity === severity),
  );
}
