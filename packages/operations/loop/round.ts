import type { DiagnosticCode } from '@konduct/core/diagnostic/codes';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { FailureReason } from '@konduct/core/run/outcome';
import type { RoundReport } from './round-report.ts';
import type { Ending } from './schedule.ts';

/** A round that has ended. Times are milliseconds since the epoch. */
export interface Round {
  /** From 1. */
  readonly number: number;
  readonly started: number;
  readonly ended: number;
  readonly outcome: RoundOutcome;
  readonly isWell: boolean;
  /** Whether people should hear of it. */
  readonly isNews: boolean;
  /** The number of rounds since the last one that ended well. */
  readonly troubled: number;
  /** The number of rounds before this one that did not end well, if this one did. */
  readonly recoveredFrom: number;
  /** Milliseconds until the next round, unless a new commit comes before. */
  readonly pause: number;
  /** How long the pause can become if further rounds fail, in milliseconds; absent where it does not grow. */
  readonly upTo?: number;
  /** The commit whose files were used. */
  readonly commit?: string;
  /** Absent when the round ended before there was one. */
  readonly report?: RoundReport;
  /** The findings of a round without a report. */
  readonly findings: readonly Diagnostic[];
  /** The stack of a defect of Konduct. */
  readonly defect?: string;
}

/** What keeps the files of a repository from a round, where it is no {@link FailureReason}. */
export type SourceOutcome = 'branch-missing' | 'repository-refused' | 'repository-unavailable';

/** How a round ended, in one word. For metrics: it has few values. */
export type RoundOutcome = 'unchanged' | 'changed' | 'drift' | 'interrupted' | SourceOutcome | FailureReason | 'other';

/** What a round came to, before the schedule has judged it. */
export type Attempt = Pick<Round, 'commit' | 'report' | 'findings' | 'defect'> & { readonly outcome: RoundOutcome };

/** The outcomes of rounds without files, by what kept the files from them. */
const withoutFiles: Readonly<Partial<Record<DiagnosticCode, RoundOutcome>>> = {
  'branch-missing': 'branch-missing',
  'repository-refused': 'repository-refused',
  'secret-missing': 'missing-secret',
  'machine-refused': 'machine',
};

/** The attempt that ended because its files could not be had. */
export function attemptWithout(problem: Diagnostic): Attempt {
  return { outcome: withoutFiles[problem.code] ?? 'repository-unavailable', findings: [problem] };
}

/** The endings of rounds that did what they are for. */
const good: ReadonlySet<RoundOutcome> = new Set<RoundOutcome>(['unchanged', 'changed', 'drift', 'interrupted']);

/** Failures that ask no more of others, and change no more, than a round with nothing to do. */
const held: ReadonlySet<RoundOutcome> = new Set<RoundOutcome>([
  'invalid-configuration',
  'invalid-input',
  'missing-secret',
  'deck-stale',
  'refused',
  'locked',
]);

/** The ending of a round, for the schedule. A failure of one organization is no reason to leave the others alone. */
export function endingOf({ outcome, report, findings, defect }: Attempt): Ending {
  const all = report?.view.findings ?? findings;
  const changed = report?.changed ?? false;
  const isWell = good.has(outcome);
  const drift = report?.drift === undefined ? [] : [steady(report.drift)];
  const told = [...all.map(sentence), ...drift, ...(defect === undefined ? [] : [defect])];
  const message = [...(isWell ? [] : [outcome]), ...told];
  const someWell = report?.organizations.some(({ failureReason }) => failureReason === undefined) ?? false;
  const type = isWell ? 'well' : held.has(outcome) || someWell ? 'held' : 'failed';
  return { type, message: message.join('\n'), changed };
}

/** A finding as one text, without what differs each time: the ids of requests, times and how long something took. */
function sentence({ severity, code, message, cause = '', at }: Diagnostic): string {
  const place = at ? `${at.file}:${at.start.line}` : '';
  return [severity, code, place, steady(message), steady(cause)].join(' ');
}

function steady(text: string): string {
  return text
    .replace(/\bkong:trace:\S+/g, '…')
    .replace(/\b\d{4}-\d\d-\d\dT[\d:.]+Z?/g, '…')
    .replace(/\b\d+(?:\.\d+)?(?= ?(?:ms|s|seconds?|minutes?)\b)/g, '…')
    .replace(/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b|\b\d{12,}\b/g, '…');
}
