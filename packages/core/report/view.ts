import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Summary } from '../plan/plan.ts';
import type { MarkdownOptions } from './markdown/organization.ts';

/**
 * A run's report as front doors use it, the same for every kind of run: `publish` and the command line read nothing
 * else.
 */
export interface ReportView {
  /** Every diagnostic, each once, sorted. */
  readonly findings: readonly Diagnostic[];
  /** Whether the run found or made changes. */
  readonly changed: boolean;
  /** The number of changes by action. */
  readonly summary: Summary;
  readonly failureReason: string | undefined;
  readonly exitCode: number;
  /** For a terminal or a log, without the diagnostics. */
  text(options: { readonly color: boolean }): string;
  markdown(options: MarkdownOptions): string;
  /** One document, with a published schema. */
  json(): string;
}
