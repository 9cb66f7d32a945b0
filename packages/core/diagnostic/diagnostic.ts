import { compareRanges, type SourceRange } from '../source/range.ts';
import { compareText } from '../value/compare-text.ts';
import type { DiagnosticCode } from './codes.ts';

export type Severity = 'error' | 'warning' | 'note';

/**
 * A finding about a user's input, as a value: findings are collected, sorted and rendered by the front doors, never
 * thrown.
 */
export interface Diagnostic {
  readonly severity: Severity;
  readonly code: DiagnosticCode;
  /** One sentence without a full stop that says what is wrong, with the offending value in it. */
  readonly message: string;
  /** The reason, where the message alone does not explain it. */
  readonly cause?: string;
  /** The remedy, as an instruction. */
  readonly fix?: string;
  readonly at?: SourceRange;
  /** Other places that belong to the finding, such as the first of two duplicates. */
  readonly related?: readonly { readonly message: string; readonly at: SourceRange }[];
  /** Set for a finding about a mistake that strikes many alike. Reports tell it once, and do not show this. */
  readonly mistake?: Mistake;
}

/** A mistake that strikes many alike, such as a refused token: findings with the same code, fix and `what` are one. */
export interface Mistake {
  /** What is wrong, without the names of what it struck: `answered 401`. */
  readonly what: string;
  /** What it struck in this finding, for a list of all. */
  readonly struck: string;
}

const severityOrder: Record<Severity, number> = { error: 0, warning: 1, note: 2 };

/** Orders diagnostics by place, then severity, code and message: the same findings always print in the same order. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  if (a.at && b.at) {
    const byRange = compareRanges(a.at, b.at);
    if (byRange !== 0) return byRange;
  } else if (a.at || b.at) {
    return a.at ? 1 : -1;
  }
  const bySeverity = severityOrder[a.severity] - severityOrder[b.severity];
  if (bySeverity !== 0) return bySeverity;
  return compareText(a.code, b.code) || compareText(a.message, b.message);
}

/** The diagnostics sorted, each once. */
export function sortDiagnostics(diagnostics: Iterable<Diagnostic>): Diagnostic[] {
  const seen = new Map<string, Diagnostic>();
  for (const diagnostic of diagnostics) seen.set(JSON.stringify(diagnostic), diagnostic);
  return [...seen.values()].sort(compareDiagnostics);
}

export function hasErrors(diagnostics: Iterable<Diagnostic>): boolean {
  for (const diagnostic of diagnostics) if (diagnostic.severity === 'error') return true;
  return false;
}
