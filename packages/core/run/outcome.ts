/** The exit code of a process: 0 for success, 2 for changes; {@link failures} has the others. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5;

/** The kinds of runs, by what they change. A validation changes nothing, and its report has the form of a reconciliation's. */
export type RunSort = 'validation' | 'reconciliation' | 'gateways' | 'staging';

interface Failure {
  readonly exitCode: Exclude<ExitCode, 0 | 2>;
  /** The kinds of runs that can end for this reason. Empty if the run ends before there is a report. */
  readonly runs: readonly RunSort[];
  /** One sentence, for the reference. */
  readonly description: string;
}

/**
 * Every reason for which a run fails, the most urgent first: a run whose parts failed for several reasons reports the
 * first of them. Outputs, schemas, exit codes and the reference are generated from this table.
 */
const failures = {
  'invalid-configuration': {
    exitCode: 1,
    runs: ['validation', 'reconciliation', 'gateways', 'staging'],
    description: 'The manifests, blueprints or files have an error; nothing was read from Konnect.',
  },
  'partly-applied': {
    exitCode: 5,
    runs: ['reconciliation', 'gateways'],
    description: 'Writing began, and some or all changes failed or were not tried; a later run goes on.',
  },
  'partly-staged': {
    exitCode: 5,
    runs: ['staging'],
    description: 'Some services or environments could not be staged, others were.',
  },
  'plan-stale': {
    exitCode: 3,
    runs: ['reconciliation'],
    description: 'A plan file is no longer the plan that would be made now, or was edited; nothing was changed.',
  },
  'plan-unreviewed': {
    exitCode: 3,
    runs: ['reconciliation'],
    description: 'The plan has changes that were not reviewed on a pull request; nothing was changed.',
  },
  'deck-stale': {
    exitCode: 3,
    runs: ['gateways'],
    description: 'A committed decK file is not what its sources render to.',
  },
  'konnect-error': {
    exitCode: 1,
    runs: ['reconciliation', 'gateways'],
    description: 'Konnect refused something or could not be reached.',
  },
  'missing-secret': {
    exitCode: 1,
    runs: ['reconciliation', 'gateways', 'staging'],
    description: 'A secret that the manifests name has no value in this run.',
  },
  'invalid-input': {
    exitCode: 1,
    runs: ['reconciliation', 'gateways'],
    description: 'An input or option has a value that is not allowed.',
  },
  'deck-missing': { exitCode: 1, runs: ['gateways'], description: 'decK is not here and could not be installed.' },
  'deck-failed': { exitCode: 1, runs: ['gateways'], description: 'decK ended with an error.' },
  'lint-failed': { exitCode: 1, runs: ['gateways'], description: 'A lint rule found an error.' },
  'staging-failed': { exitCode: 1, runs: ['staging'], description: 'Nothing could be staged.' },
  'verification-failed': {
    exitCode: 1,
    runs: ['reconciliation'],
    description: 'Planned again after an apply, what was applied still differs.',
  },
  refused: {
    exitCode: 4,
    runs: ['reconciliation', 'gateways', 'staging'],
    description: 'A change is blocked by a policy or an error of the plan; everything else was planned or applied.',
  },
  locked: {
    exitCode: 4,
    runs: ['reconciliation'],
    description: 'Another run is changing the organization; nothing was changed.',
  },
  declined: {
    exitCode: 1,
    runs: ['reconciliation'],
    description: 'The person who was asked did not approve the plan; nothing was changed.',
  },
  machine: {
    exitCode: 1,
    runs: [],
    description: 'The machine refused to read or write a file: a full disk, a read-only folder, a missing right.',
  },
  defect: { exitCode: 1, runs: [], description: 'Konduct itself failed; the log has what to report.' },
} as const satisfies Record<string, Failure>;

/** The reason for which a run failed, as in the actions' output `failure-reason`. */
export type FailureReason = keyof typeof failures;

/** The reasons for which a run of this kind can fail. */
export type ReasonOf<Sort extends RunSort> = {
  [Reason in FailureReason]: Sort extends (typeof failures)[Reason]['runs'][number] ? Reason : never;
}[FailureReason];

const table: Readonly<Record<FailureReason, Failure>> = failures;

/** All reasons, in the order of the table. */
export const failureReasons = Object.keys(failures).filter((name): name is FailureReason => name in failures);

/** The reasons for which a run of this kind can fail, in the order of the table. For schemas. */
export function reasonsOf(sort: RunSort): FailureReason[] {
  return failureReasons.filter((reason) => table[reason].runs.includes(sort));
}

/** One sentence about a reason, for the reference. */
export function describeFailure(reason: FailureReason): string {
  return table[reason].description;
}

/** The exit code of a run. `news` is true if there are changes and the user asked for an exit code that says so. */
export function exitCodeOf(reason: FailureReason | undefined, news = false): ExitCode {
  if (reason !== undefined) return table[reason].exitCode;
  return news ? 2 : 0;
}

/** The exit codes of runs of this kind, in ascending order. */
export function exitCodesOf(sort: RunSort): ExitCode[] {
  const codes = new Set<ExitCode>(reasonsOf(sort).map((reason) => table[reason].exitCode));
  return [
    ...new Set<ExitCode>([0, ...(sort === 'staging' || sort === 'validation' ? [] : [2 as const]), ...codes]),
  ].sort((a, b) => a - b);
}

/** The end of one part of a run, such as an organization or a control plane. */
export interface PartOutcome<Reason extends FailureReason = FailureReason> {
  readonly reason?: Reason | undefined;
  /** Whether the run changed anything in this part. */
  readonly applied?: boolean;
  /** Whether the run changed nothing in this part because of its reason. */
  readonly stopped?: boolean;
}

/** The one reason of a whole run. If a part was stopped and another was changed, it is `partly-applied`. */
export function worstOf<Reason extends FailureReason>(
  parts: readonly PartOutcome<Reason>[],
): Reason | 'partly-applied' | undefined {
  if (parts.some(({ applied }) => applied) && parts.some(({ stopped }) => stopped)) return 'partly-applied';
  const found = new Set<FailureReason | undefined>(parts.map(({ reason }) => reason));
  const worst = failureReasons.find((reason) => found.has(reason));
  return parts.find(({ reason }) => reason === worst)?.reason;
}
