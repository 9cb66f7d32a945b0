import { type Diagnostic, sortDiagnostics } from '../diagnostic/diagnostic.ts';
import { type ExitCode, exitCodeOf, type FailureReason } from './outcome.ts';

/** The report of a run of any kind: plans and applies, validations, runs with decK, staging runs. */
export interface Run<Mode extends string, Reason extends FailureReason> {
  readonly mode: Mode;
  /** Findings about the run as a whole: its configuration, its files, its tools. */
  readonly diagnostics: readonly Diagnostic[];
  readonly failureReason?: Reason;
  readonly exitCode: ExitCode;
}

/** A part of a run with findings of its own: an organization, a control plane, a service, an environment. */
export interface RunPart {
  readonly diagnostics: readonly Diagnostic[];
}

/** The end of a run: its exit code, and its reason if it failed. */
export type Ending<Reason extends FailureReason> = Pick<Run<string, Reason>, 'failureReason' | 'exitCode'>;

/** Makes the end of a run. `news` is true if there are changes and the user asked for an exit code that says so. */
export function ending<Reason extends FailureReason>(reason: Reason | undefined, news = false): Ending<Reason> {
  const exitCode = exitCodeOf(reason, news);
  return reason === undefined ? { exitCode } : { failureReason: reason, exitCode };
}

/** Every diagnostic of a run and its parts, each once, sorted. */
export function findingsOf(...parts: readonly RunPart[]): Diagnostic[] {
  return sortDiagnostics(parts.flatMap(({ diagnostics }) => diagnostics));
}
