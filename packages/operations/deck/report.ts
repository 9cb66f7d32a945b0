import { type Diagnostic, sortDiagnostics } from '@konduct/core/diagnostic/diagnostic';
import { type ReasonOf, worstOf } from '@konduct/core/run/outcome';
import { ending, findingsOf, type Run, type RunPart } from '@konduct/core/run/run';
import { addGatewaySummaries, type GatewayDiff, type GatewaySummary, isUnchanged } from '@konduct/deck/gateway/change';
import type { ControlPlaneOutcome } from '@konduct/deck/gateway/outcome';
import type { RenderCounts } from '@konduct/deck/render/render';

export const deckModes = ['render', 'lint', 'diff', 'sync'] as const;

export interface ControlPlaneReport extends RunPart {
  readonly organization: string;
  readonly environment: string;
  readonly team: string;
  readonly region: string;
  readonly name: string;
  /** Its decK file, relative to the repository. */
  readonly file: string;
  readonly outcome: ControlPlaneOutcome;
  /** What it waits for, or what blocks it. */
  readonly note?: string;
  /** What a sync does, where that is known. */
  readonly diff?: GatewayDiff;
  /** Of a sync: what decK counted as done. */
  readonly done?: GatewaySummary;
}

/** Everything a run with decK has to say; its diagnostics are of the configuration, the files and decK itself. */
export interface DeckReport extends Run<(typeof deckModes)[number], ReasonOf<'gateways'>> {
  readonly controlPlanes: readonly ControlPlaneReport[];
  /** What is planned, or after a sync what was done. */
  readonly summary: GatewaySummary;
  /** How many control planes wait for something. */
  readonly waiting: number;
  /** Of a rendering: files that were written, or with `check` would be. */
  readonly written?: readonly string[];
  readonly rendering?: RenderCounts;
  /** About organizations that were left out. */
  readonly notes: readonly string[];
}

type Parts = Pick<DeckReport, 'mode' | 'diagnostics'> &
  Partial<Pick<DeckReport, 'controlPlanes' | 'written' | 'rendering' | 'notes' | 'failureReason'>>;

/** Puts what a run found into one value, with the exit code it ends with. */
export function makeDeckReport(parts: Parts, detailedExitCode = false): DeckReport {
  const { controlPlanes = [], notes = [], mode } = parts;
  const summaries = controlPlanes.flatMap(({ diff, done }) => (mode === 'sync' ? (done ?? []) : (diff?.summary ?? [])));
  const summary = addGatewaySummaries(summaries);
  const changes = mode === 'render' ? (parts.written ?? []).length > 0 : !isUnchanged(summary);
  return {
    mode,
    diagnostics: sortDiagnostics(parts.diagnostics),
    controlPlanes,
    summary,
    waiting: controlPlanes.filter(({ outcome }) => outcome === 'waiting').length,
    notes,
    ...(parts.written ? { written: parts.written } : {}),
    ...(parts.rendering ? { rendering: parts.rendering } : {}),
    ...ending(parts.failureReason ?? worstReason(controlPlanes), detailedExitCode && mode !== 'sync' && changes),
  };
}

/** One reason for all control planes. What failed while others were synced makes the run partly applied. */
function worstReason(planes: readonly ControlPlaneReport[]): ReasonOf<'gateways'> | undefined {
  return worstOf(
    planes.map((plane) => {
      const reason = reasonOf(plane);
      return {
        reason,
        applied: plane.outcome === 'synced',
        stopped: reason !== undefined && reason !== 'partly-applied',
      };
    }),
  );
}

function reasonOf({ outcome, diagnostics }: ControlPlaneReport): ReasonOf<'gateways'> | undefined {
  switch (outcome) {
    case 'partly':
      return 'partly-applied';
    case 'stale':
      return 'deck-stale';
    case 'refused':
      return 'refused';
    case 'failed':
      return reasonOfFailure(diagnostics);
    default:
      return undefined;
  }
}

function reasonOfFailure(diagnostics: readonly Diagnostic[]): ReasonOf<'gateways'> {
  const codes = diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  if (codes.includes('secret-missing') || codes.includes('deck-variable-unset')) return 'missing-secret';
  return codes.some((code) => code.startsWith('konnect-')) ? 'konnect-error' : 'deck-failed';
}

/** Every diagnostic of a run, each once, sorted. */
export function deckFindings(report: Pick<DeckReport, 'diagnostics' | 'controlPlanes'>): Diagnostic[] {
  return findingsOf(report, ...report.controlPlanes);
}
