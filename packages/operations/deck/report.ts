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
  /** The team, or the names of all teams that share it. */
  readonly team: string;
  readonly region: string;
  readonly name: string;
  /** Its decK file, relative to the repository; the first team's, where several share it. */
  readonly file: string;
  /** The decK files of its teams, where several share it. */
  readonly files?: readonly { readonly team: string; readonly file: string }[];
  readonly outcome: ControlPlaneOutcome;
  /** The reason why it waits or is blocked. */
  readonly note?: string;
  /** The changes of a sync, where they are known. */
  readonly diff?: GatewayDiff;
  /** For a sync: the changes that decK counted. */
  readonly done?: GatewaySummary;
}

/** The report of a run with decK. Its own diagnostics are about the configuration, the files and decK. */
export interface DeckReport extends Run<(typeof deckModes)[number], ReasonOf<'gateways'>> {
  readonly controlPlanes: readonly ControlPlaneReport[];
  /** The planned changes, or those made by a sync. */
  readonly summary: GatewaySummary;
  /** The number of control planes that wait. */
  readonly waiting: number;
  /** For a rendering: the files that were written, or would be with `check`. */
  readonly written?: readonly string[];
  readonly rendering?: RenderCounts;
  /** Notes on organizations that were left out. */
  readonly notes: readonly string[];
}

type Parts = Pick<DeckReport, 'mode' | 'diagnostics'> &
  Partial<Pick<DeckReport, 'controlPlanes' | 'written' | 'rendering' | 'notes' | 'failureReason'>>;

/** Makes the report of a run, with its exit code. */
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

/** The one reason of all control planes. If some failed and others were synced, it is `partly-applied`. */
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
