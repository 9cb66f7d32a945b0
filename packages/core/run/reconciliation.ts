import type { Result } from '../apply/result.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { DriftReport } from '../drift/drift-report.ts';
import type { Plan, Summary } from '../plan/plan.ts';
import type { Extent } from '../plan/reach.ts';
import type { Calls } from './calls.ts';
import type { ReasonOf } from './outcome.ts';
import type { Run, RunPart } from './run.ts';

/** The changes that a plan after an apply still finds, and whether they are expected. */
export interface VerificationReport {
  readonly ok: boolean;
  readonly summary: Summary;
  readonly extent: Extent;
  readonly diagnostics: readonly Diagnostic[];
}

/** One organization's part of a run. Its diagnostics are the errors that kept it from being planned or applied. */
export interface OrganizationReport extends RunPart {
  readonly organization: string;
  /** Absent when the organization could not be observed. */
  readonly plan?: Plan;
  /** The results of an apply in graph order, without the changes that needed nothing. */
  readonly results?: readonly Result[];
  readonly verification?: VerificationReport;
  /** Absent where nothing was sent over a network, as in a validation, or nothing could be planned. */
  readonly calls?: Calls;
  /** Of a run in mode `drift`. */
  readonly drift?: DriftReport;
  /** The snapshot that was planned against, in the place of Konnect. */
  readonly snapshot?: SnapshotNote;
  /** A note for people, such as "no access token here: planned nothing". */
  readonly note?: string;
  readonly failureReason?: ReasonOf<'reconciliation'>;
}

/** When and from what a snapshot was taken. */
export interface SnapshotNote {
  /** `2026-11-30T20:15:00Z`. */
  readonly taken: string;
  /** The commit that had been applied, in hex. */
  readonly commit?: string;
  /** How old it is at the time of the run, in words: `3 hours`. For terminals and logs alone. */
  readonly age: string;
}

/** The snapshot that a run wrote. */
export interface SnapshotFileNote {
  /** As people gave it, relative to the workspace. */
  readonly path: string;
  /** How many lists were read for it, in addition to what the run needed. */
  readonly reads: number;
}

/** A node of the resource graph, for pictures. */
export interface GraphNode {
  readonly address: string;
  readonly kind: string;
  readonly name: string;
  readonly organization: string;
  readonly environment?: string;
  readonly dependsOn: readonly string[];
  readonly external: boolean;
}

export const reconciliationModes = ['validate', 'plan', 'apply', 'destroy', 'release', 'adopt', 'drift'] as const;

/** The plan file that a run wrote or carried out. */
export interface PlanFileNote {
  /** As people gave it, relative to the workspace. */
  readonly path: string;
  /** The digest in the file. */
  readonly digest: string;
}

/** The report of a validation, a plan or an apply. Text, Markdown and JSON are rendered from it. */
export interface RunReport extends Run<(typeof reconciliationModes)[number], ReasonOf<'reconciliation'>> {
  readonly organizations: readonly OrganizationReport[];
  readonly graph: readonly GraphNode[];
  readonly summary: Summary;
  readonly planFile?: PlanFileNote;
  readonly snapshotFile?: SnapshotFileNote;
}
