import { type Diagnostic, sortDiagnostics } from '@konduct/core/diagnostic/diagnostic';
import { failureReasons } from '@konduct/core/report/report';
import { addGatewaySummaries, type GatewayDiff, type GatewaySummary, isUnchanged } from '@konduct/deck/gateway/change';
import type { ControlPlaneOutcome } from '@konduct/deck/gateway/outcome';
import type { RenderCounts } from '@konduct/deck/render/render';

/** Why a run with decK may not end well, in a word. */
export const deckFailureReasons = [
  ...failureReasons,
  'deck-missing',
  'deck-stale',
  'deck-failed',
  'lint-failed',
] as const;

export type DeckFailureReason = (typeof deckFailureReasons)[number];

export const deckModes = ['render', 'lint', 'diff', 'sync'] as const;

export interface ControlPlaneReport {
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
  readonly diagnostics: readonly Diagnostic[];
}

/** Everything a run with decK has to say. */
export interface DeckReport {
  readonly mode: (typeof deckModes)[number];
  /** Of the configuration, the files and decK itself. */
  readonly diagnostics: readonly Diagnostic[];
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
  readonly failureReason?: DeckFailureReason;
  readonly exitCode: 0 | 1 | 2 | 3 | 4 | 5;
}

const exitCodes: Readonly<Record<DeckFailureReason, DeckReport['exitCode']>> = {
  'invalid-configuration': 1,
  'invalid-input': 1,
  'missing-secret': 1,
  'konnect-error': 1,
  'verification-failed': 1,
  'deck-missing': 1,
  'deck-failed': 1,
  'lint-failed': 1,
  'deck-stale': 3,
  'plan-stale': 3,
  refused: 4,
  'partly-applied': 5,
};

type Parts = Pick<DeckReport, 'mode' | 'diagnostics'> &
  Partial<Pick<DeckReport, 'controlPlanes' | 'written' | 'rendering' | 'notes' | 'failureReason'>>;

/** Puts what a run found into one value, with the exit code it ends with. */
export function makeDeckReport(parts: Parts, detailedExitCode = false): DeckReport {
  const { controlPlanes = [], notes = [], mode } = parts;
  const summaries = controlPlanes.flatMap(({ diff, done }) => (mode === 'sync' ? (done ?? []) : (diff?.summary ?? [])));
  const summary = addGatewaySummaries(summaries);
  const failureReason = parts.failureReason ?? worstOf(controlPlanes);
  const changes = mode === 'render' ? (parts.written ?? []).length > 0 : !isUnchanged(summary);
  const exitCode =
    failureReason !== undefined ? exitCodes[failureReason] : detailedExitCode && mode !== 'sync' && changes ? 2 : 0;
  return {
    mode,
    diagnostics: sortDiagnostics(parts.diagnostics),
    controlPlanes,
    summary,
    waiting: controlPlanes.filter(({ outcome }) => outcome === 'waiting').length,
    notes,
    ...(parts.written ? { written: parts.written } : {}),
    ...(parts.rendering ? { rendering: parts.rendering } : {}),
    ...(failureReason === undefined ? {} : { failureReason }),
    exitCode,
  };
}

/** One reason for all control planes. What failed while others were synced makes the run partly applied. */
function worstOf(planes: readonly ControlPlaneReport[]): DeckFailureReason | undefined {
  const outcomes = new Set(planes.map(({ outcome }) => outcome));
  const bad = outcomes.has('failed') || outcomes.has('refused') || outcomes.has('stale');
  if (outcomes.has('partly') || (bad && outcomes.has('synced'))) return 'partly-applied';
  if (outcomes.has('stale')) return 'deck-stale';
  if (outcomes.has('failed')) return reasonOfFailures(planes);
  return outcomes.has('refused') ? 'refused' : undefined;
}

function reasonOfFailures(planes: readonly ControlPlaneReport[]): DeckFailureReason {
  const codes = planes.flatMap(({ outcome, diagnostics }) =>
    outcome === 'failed' ? diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code) : [],
  );
  if (codes.includes('secret-missing') || codes.includes('deck-variable-unset')) return 'missing-secret';
  return codes.some((code) => code.startsWith('konnect-')) ? 'konnect-error' : 'deck-failed';
}

/** Every diagnostic of a run, each once, sorted. */
export function deckFindings(report: Pick<DeckReport, 'diagnostics' | 'controlPlanes'>): Diagnostic[] {
  return sortDiagnostics([...report.diagnostics, ...report.controlPlanes.flatMap(({ diagnostics }) => diagnostics)]);
}
