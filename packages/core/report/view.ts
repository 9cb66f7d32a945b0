import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Summary } from '../plan/plan.ts';
import type { MarkdownOptions } from './markdown/organization.ts';

/** What every front door needs of a run's report, whatever the run was: `publish` and the command line know no more. */
export interface ReportView {
  /** Every diagnostic, each once, sorted. */
  readonly findings: readonly Diagnostic[];
  /** Whether there is something to change, or something was changed. */
  readonly changed: boolean;
  /** How many things come to which action. */
  readonly summary: Summary;
  readonly failureReason: string | undefined;
  readonly exitCode: number;
  /** For a terminal or a log, without the diagnostics. */
  text(options: { readonly color: boolean }): string;
  markdown(options: MarkdownOptions): string;
  /** One document, with a published schema. */
  json(): string;
}
