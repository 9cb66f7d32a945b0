import type { Result } from '../apply/result.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Plan, Summary } from '../plan/plan.ts';

/** Why a run may not end well, in a word; the actions' `failure-reason` output. */
export const failureReasons = [
  'invalid-configuration',
  'invalid-input',
  'missing-secret',
  'konnect-error',
  'partly-applied',
  'verification-failed',
  'plan-stale',
  'refused',
] as const;

export type FailureReason = (typeof failureReasons)[number];

/** One organization's part of a run. */
export interface OrganizationReport {
  readonly organization: string;
  /** Absent when the organization could not be observed. */
  readonly plan?: Plan;
  /** Of an apply, in graph order, without changes that needed nothing. */
  readonly results?: readonly Result[];
  /** What a plan made after the apply still finds, and whether that is in order. */
  readonly verification?: {
    readonly ok: boolean;
    readonly summary: Summary;
    readonly diagnostics: readonly Diagnostic[];
  };
  /** What kept this organization from being planned or applied. */
  readonly diagnostics: readonly Diagnostic[];
  /** A note for people, such as "no access token here: planned nothing". */
  readonly note?: string;
  readonly failureReason?: FailureReason;
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

/** Everything a run has to say, as one value that text, Markdown and JSON are made from. */
export interface RunReport {
  readonly mode: 'validate' | 'plan' | 'apply';
  /** Of the configuration as a whole. */
  readonly diagnostics: readonly Diagnostic[];
  readonly organizations: readonly OrganizationReport[];
  readonly graph: readonly GraphNode[];
  readonly summary: Summary;
  readonly failureReason?: FailureReason;
  /** The exit code this run ends with: 0 fine, 2 changes present, 3 plan-stale, 4 refused, 5 partly applied, 1 anything else. */
  readonly exitCode: 0 | 1 | 2 | 3 | 4 | 5;
}
