import { type Diagnostic, sortDiagnostics } from '../diagnostic/diagnostic.ts';
import { type ExitCode, exitCodeOf, type FailureReason } from './outcome.ts';

/** What every run has to say, whatever it is about: plans and applies, validations, runs with decK, staging runs. */
export interface Run<Mode extends string, Reason extends FailureReason> {
  readonly mode: Mode;
  /** About the run as a whole: its configuration, its files, its tools. */
  readonly diagnostics: readonly Diagnostic[];
  readonly failureReason?: Reason;
  readonly exitCode: ExitCode;
}

/** A part of a run that has findings of its own: an organization, a control plane, a service, an environment. */
export interface RunPart {
  readonly diagnostics: readonly Diagnostic[];
}

/** The end of a run: its reason, where it did not end well, and its exit code. */
export type Ending<Reason extends FailureReason> = Pick<Run<string, Reason>, 'failureReason' | 'exitCode'>;

/** How a run ends. `news` says whether there are changes and the user wants them told by the exit code. */
export function ending<Reason extends FailureReason>(reason: Reason | undefined, news = false): Ending<Reason> {
  const exitCode = exitCodeOf(reason, news);
  return reason === undefined ? { exitCode } : { failureReason: reason, exitCode };
}

/** Every diagnostic of a run and its parts, each once, sorted. */
export function findingsOf(...parts: readonly RunPart[]): Diagnostic[] {
  return sortDiagnostics(parts.flatMap(({ diagnostics }) => diagnostics));
}
